import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { piped } from "../../scripts/setup/piped.ts";

const options = { env: {}, signal: new AbortController().signal };

test("every byte arrives, in order", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "tierlab-piped-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "sum");
  const into = ["sh", "-c", `sha256sum >${file}`] as const;
  t.deepEqual(await piped(["seq", "3000000"], into, options), []);
  const numbers = createHash("sha256");
  for (let number = 1; number <= 3_000_000; number++) numbers.update(`${number}\n`);
  t.is(readFileSync(file, "utf8").split(" ")[0], numbers.digest("hex"));
});

test("one that ends early ends the other, and tells why", async (t) => {
  const into = ["sh", "-c", "head -c 1000 >/dev/null; echo invalid header >&2; exit 1"] as const;
  t.deepEqual(await piped(["yes"], into, options), ["invalid header"]);
});

test("a failure of the first is told where the second took what it got", async (t) => {
  const from = ["sh", "-c", "echo some; echo no such folder >&2; exit 2"] as const;
  t.deepEqual(await piped(from, ["sh", "-c", "cat >/dev/null"], options), ["no such folder"]);
});
