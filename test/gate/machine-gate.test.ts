import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import type { Gate } from "../../scripts/gate/gate.ts";
import { machineGate } from "../../scripts/gate/machine-gate.ts";

const signal = AbortSignal.timeout(30_000);

async function newGate(patienceS = 60): Promise<Gate & { folder: string; gone: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "tierlab-gate-"));
  return { folder, ...machineGate({ folder, patienceS }), gone: () => rm(folder, { recursive: true }) };
}

/** A turn that has begun, until it is ended. */
async function held(take: Gate["alone"]): Promise<{ end: () => Promise<void> }> {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  let turn: Promise<void> = Promise.resolve();
  await new Promise<void>((begun, failed) => {
    turn = take(
      async () => {
        begun();
        await over;
      },
      { signal },
    );
    turn.catch(failed);
  });
  return {
    end: async () => {
      end();
      await turn;
    },
  };
}

test("work goes side by side, and alone only while nobody else works", async (t) => {
  const gate = await newGate();
  const [one, other] = [await held(gate.beside), await held(gate.beside)];
  const order: string[] = [];
  const alone = gate.alone(async () => void order.push("alone"), { signal });
  order.push("one ends");
  await one.end();
  order.push("the other ends");
  await other.end();
  await alone;
  t.deepEqual(order, ["one ends", "the other ends", "alone"]);
  await gate.gone();
});

for (const [one, other] of [
  ["beside", "paced"],
  ["paced", "beside"],
] as const)
  test(`what goes ${one} is joined by its like, and ${other} waits for all of them`, async (t) => {
    const gate = await newGate();
    const first = await held(gate[one]);
    const order: string[] = [];
    let last = Promise.resolve();
    await new Promise<void>((waits) => {
      last = gate[other](async () => void order.push(other), { signal, onWait: waits });
    });
    const joined = await held(gate[one]);
    order.push(one);
    await first.end();
    await joined.end();
    await last;
    t.deepEqual(order, [one, other]);
    await gate.gone();
  });

test("whoever has waited for too long keeps later ones behind it", async (t) => {
  const gate = await newGate(0);
  const first = await held(gate.beside);
  const order: string[] = [];
  const waits = new Promise<void>((resolve) => {
    void gate.alone(async () => void order.push("alone"), { signal, onWait: resolve });
  });
  await waits;
  const later = gate.beside(async () => void order.push("beside"), { signal });
  await first.end();
  await later;
  t.deepEqual(order, ["alone", "beside"]);
  await gate.gone();
});

test("one that is interrupted while it waits leaves the turn to others", async (t) => {
  const gate = await newGate();
  const first = await held(gate.beside);
  const interrupt = new AbortController();
  const waits = gate.alone(async () => {}, {
    signal: interrupt.signal,
    onWait: () => interrupt.abort(new Error("interrupted")),
  });
  await t.throwsAsync(waits, { message: "interrupted" });
  await gate.beside(async () => {}, { signal });
  await first.end();
  await gate.alone(async () => {}, { signal });
  await gate.gone();
  t.pass();
});

test("a process that is killed in its turn gives it back", async (t) => {
  const gate = await newGate();
  const program = `
    const { machineGate } = await import(${JSON.stringify(new URL("../../scripts/gate/machine-gate.ts", import.meta.url))});
    await machineGate(${JSON.stringify(gate.folder)}).alone(
      () => { console.log("in"); return new Promise(() => setInterval(() => {}, 1000)); },
      { signal: new AbortController().signal },
    );`;
  const child = spawn(process.execPath, ["--import=tsx", "--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await gate.alone(async () => {}, { signal });
  await gate.gone();
  t.pass();
});

test("where the turn cannot be taken the reason is told", async (t) => {
  const gate = machineGate({ folder: "/dev/null/folder" });
  await t.throwsAsync(
    gate.beside(async () => {}, { signal }),
    { message: /no turn to work on this machine/ },
  );
});
