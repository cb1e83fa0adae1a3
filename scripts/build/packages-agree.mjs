// Exits 0 where node_modules holds what package-lock.json asks for. Plain JavaScript: it runs before anything is installed.
import { readFileSync } from "node:fs";

try {
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const installed = JSON.parse(readFileSync("node_modules/.package-lock.json", "utf8")).packages;
  // Optional packages are for other processors and systems.
  const differs = Object.entries(wanted).some(
    ([path, { version, optional }]) => path !== "" && !optional && installed[path]?.version !== version,
  );
  process.exitCode = differs ? 1 : 0;
} catch {
  process.exitCode = 1;
}
