import type { Engine, RunningLab } from "../../engines/engine.ts";
import { nothingToCancel, type Observer } from "./observer.ts";

/**
 * The processor time of nodes. A guest kernel is a process tree of its node, in which all is counted: forwarding in
 * interrupts, the TCP stack and the daemons. On the machine's own kernel, what is done in an interrupt counts as the
 * time of whoever was interrupted, so there is nothing to be read.
 */
export const cpu: Observer<"cpu", "cpu"> = {
  nothing: { cpu: [] },
  async begin(needs, { engine, lab, signal }) {
    const nodes = needs.map(({ node }) => node);
    const read = () => Promise.all(nodes.map((node) => readCpu(engine, lab, node, signal)));
    const readings: (number | null)[][] = [];
    const note = async () => void readings.push(await read());
    return {
      // A node spends time of its own, on checks and timers, while the traffic waits for its turn.
      begins: note,
      ends: note,
      async end() {
        const [before, after] = readings;
        return {
          cpu: nodes.map((node, index) => {
            const [from, to] = [before?.[index] ?? null, after?.[index] ?? null];
            return { node, ms: from === null || to === null ? null : to - from };
          }),
        };
      },
      cancel: nothingToCancel,
    };
  },
};

async function readCpu(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  node: string,
  signal: AbortSignal,
): Promise<number | null> {
  if (lab.nodeKernels[node] !== "uml") return null;
  const { stdout } = await engine.run(lab, node, ["/bin/sh", "-c", "cat /proc/[0-9]*/stat"], {
    where: "outer",
    signal,
  });
  return cpuMs(stdout);
}

/** proc(5): times are told in hundredths of a second. */
const TICK_MS = 10;

/**
 * The processor time in texts of /proc/PID/stat, in milliseconds: utime and stime of each process, cutime and cstime of
 * those of its children that have ended.
 */
export function cpuMs(stats: string): number {
  const ticks = stats.split("\n").map((line) => {
    // A command's name, in brackets, may hold anything; the fields are counted from behind it, the third on.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return fields.slice(11, 15).reduce((sum, field) => sum + (Number(field) || 0), 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}
