import { readFileSync, writeFileSync } from "node:fs";
import type { ExecutionContext } from "ava";

/** Asserts that a text is that of its golden file; TIERLAB_GOLDEN=write writes it anew. */
export function isGolden(t: ExecutionContext, name: string, text: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(file, text);
  t.is(text, readFileSync(file, "utf8"));
}
