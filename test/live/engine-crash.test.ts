import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { execa } from "execa";
import { asRoot } from "./as-root.ts";
import { stepsTo } from "./engine-child.ts";
import { type Ledger, NOTHING, workplace } from "./engine-ledger.ts";
import { webPlan } from "./engine-plans.ts";
import { eventually } from "./eventually.ts";

const place = workplace();
const { engine } = place;
const lab = `live-crash-${process.pid}`;
const child = fileURLToPath(new URL("engine-child.ts", import.meta.url));
let empty: Ledger;

test.before(async () => {
  empty = await place.ledger();
});
test.after.always(async () => {
  await engine.down(lab);
  place.clear();
});

asRoot("killed at any step of up, tierlab leaves nothing, or a lab that list knows", async (t) => {
  for (const point of await crashPoints("up", lab)) {
    const ended = await run(["up", lab], point);
    t.is(ended.signal, "SIGKILL", `${point}: ${ended.stderr}`);
    const standing = await engine.find(lab);
    if (standing !== undefined && !(await diesSoon())) {
      t.is(
        (await engine.run(standing, "client1", ["curl", "-s", "http://10.10.0.11/"])).stdout,
        "hello 198.18.0.11",
        point,
      );
      await engine.down(lab);
    }
    await leavesNothing(t, point);
  }
});

asRoot("killed at any step of down, the next down ends it", async (t) => {
  for (const point of await crashPoints("down", lab)) {
    await run(["up", lab], null);
    const ended = await run(["down", lab], point);
    t.is(ended.signal, "SIGKILL", `${point}: ${ended.stderr}`);
    await engine.down(lab);
    await leavesNothing(t, point);
  }
});

asRoot(
  "killed at any step of apply, the lab says that it is unfinished, and the same steps mend it",
  async (t) => {
    await run(["up", lab], null);
    const points = await crashPoints("apply", lab, "before");
    for (const [index, point] of points.entries()) {
      const says = `word${index}`;
      const ended = await run(["apply", lab, says], point);
      t.is(ended.signal, "SIGKILL", `${point}: ${ended.stderr}`);
      const left = await engine.find(lab);
      if (left === undefined) return t.fail(`${point}: the lab is gone`);
      const first = point === points[0];
      const last = point === points.at(-1);
      if (!first && !last) t.true(left.unfinished, `${point}: it is not told as unfinished`);
      const progress = () => {};
      const signal = new AbortController().signal;
      const mended = await engine.apply(left, stepsTo(says), webPlan(lab, says), { progress, signal });
      t.false(mended.unfinished);
      const heard = await engine.run(mended, "client1", ["curl", "-s", "http://10.10.0.11/"]);
      t.is(heard.stdout, `${says} 198.18.0.11`, point);
    }
    await engine.down(lab);
    await leavesNothing(t, "apply");
  },
);

/** `1`, `1-after`, `2`...: every step that the verb takes, before and after it. */
async function crashPoints(verb: string, name: string, ...rest: string[]): Promise<string[]> {
  if (verb === "down") await run(["up", name], null);
  const { stderr } = await run([verb, name, ...rest], null, { TIERLAB_CRASH_TRACE: "1" });
  const steps = stderr.split("\n").filter((line) => line.startsWith("step ")).length;
  if (verb === "up") await engine.down(name);
  if (steps === 0) throw new Error(`${verb} takes no step: ${stderr}`);
  return Array.from({ length: steps }, (_, index) => [`${index + 1}`, `${index + 1}-after`]).flat();
}

function run(args: readonly string[], point: string | null, more: Record<string, string> = {}) {
  const env = { ...place.env, ...more, ...(point === null ? {} : { TIERLAB_CRASH_AT: point }) };
  return execa(process.execPath, ["--import=tsx", child, ...args], { env, reject: false, timeout: 60_000 });
}

/** A lab whose lease ends may be seen for a moment yet. */
async function diesSoon(): Promise<boolean> {
  return eventually("the lab is gone", async () => (await engine.find(lab)) === undefined, 1_000).then(
    () => true,
    () => false,
  );
}

async function leavesNothing(t: ExecutionContext, point: string): Promise<void> {
  t.is(await engine.find(lab), undefined, point);
  t.deepEqual(await place.leftovers(empty), NOTHING, point);
}
