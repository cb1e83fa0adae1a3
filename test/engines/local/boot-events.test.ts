import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { listenOn } from "../../../scripts/engines/local/boot-events.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-events-"));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

async function pipe(name: string): Promise<string> {
  const path = join(folder, name);
  await execa("mkfifo", [path]);
  return path;
}

test("two who listen at once each hear of their own nodes", async (t) => {
  const path = await pipe("two");
  const [first, second] = [listenOn(path, ["lvs1"]), listenOn(path, ["lvs2"])];
  writeFileSync(path, "lvs2 booted\nlvs1 failed\n");
  t.deepEqual(await Promise.all([first.booted("lvs1"), second.booted("lvs2")]), [false, true]);
  first.close();
  writeFileSync(path, "lvs3 booted\n");
  t.true(await second.booted("lvs3"));
  second.close();
});

test("what was said of a node before it was made anew is forgotten", async (t) => {
  const path = await pipe("anew");
  const others = listenOn(path, ["web1"]);
  writeFileSync(path, "lvs1 booted\nweb1 booted\n");
  const events = listenOn(path, ["lvs1"]);
  writeFileSync(path, "lvs1 failed\n");
  t.false(await events.booted("lvs1"));
  t.true(await others.booted("web1"));
  events.close();
  others.close();
});

test("a line that comes in parts is heard once it is whole, other lines are not", async (t) => {
  const path = await pipe("parts");
  const events = listenOn(path, ["edge1"]);
  writeFileSync(path, "edge1 boots\nedge1 boo");
  writeFileSync(path, "ted\n");
  t.true(await events.booted("edge1"));
  events.close();
});
