import test from "ava";
import { cpu, cpuMs } from "../../../scripts/observe/observers/cpu.ts";
import type { ObserverContext } from "../../../scripts/observe/observers/observer.ts";
import { sampleLab } from "../sample-lab.ts";

// As in proc(5): utime, stime, cutime and cstime are the fields 14 to 17.
const STATS = `1 (sh) S 0 1 1 0 -1 4194560 100 200 0 0 3 4 10 20 20 0 1 0 100 2000 300
7 (linux.uml (x) 1) R 1 1 1 0 -1 4194560 1 2 0 0 100 50 0 0 20 0 1 0 101 2000 300
`;

test("the time of all processes and of their ended children is added, whatever a command is called", (t) => {
  t.is(cpuMs(STATS), (3 + 4 + 10 + 20 + 100 + 50) * 10);
  t.is(cpuMs(""), 0);
});

test("what a node spends before the traffic's turn and after it does not count", async (t) => {
  let ticks = 0;
  const engine = {
    run: async () => {
      ticks += 100;
      return { exitCode: 0, stdout: `1 (sh) S 0 1 1 0 -1 0 0 0 0 0 ${ticks} 0 0 0 20`, stderr: "" };
    },
  } as unknown as ObserverContext["engine"];
  const lab = { ...sampleLab(), nodeKernels: { lvs1: "uml" as const, web1: "host" as const } };
  const watch = await cpu.begin(
    [
      { kind: "cpu", node: "lvs1" },
      { kind: "cpu", node: "web1" },
    ],
    { engine, lab, folder: "/", name: "x", signal: new AbortController().signal },
  );
  t.is(ticks, 0);
  await watch.begins?.();
  ticks += 20;
  await watch.ends?.();
  ticks += 5_000;
  t.deepEqual(await watch.end({ run: "", requests: [], latenessMs: 0, floods: [] }), {
    cpu: [
      { node: "lvs1", ms: 1_200 },
      { node: "web1", ms: null },
    ],
  });
});
