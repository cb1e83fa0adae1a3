import { cpus, loadavg, release, totalmem, type } from "node:os";

/** What the figures hang on. */
export interface MachineFacts {
  readonly processor: string;
  readonly cores: number;
  readonly kernel: string;
  readonly memoryGiB: number;
  readonly node: string;
  /** Processes that wanted a processor in the last minute, before the benchmark began. */
  readonly load: number;
}

export function machineFacts(): MachineFacts {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    kernel: `${type()} ${release()}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
}

export function machineLine({ processor, cores, kernel, memoryGiB, node, load }: MachineFacts): string {
  const cpu = `${processor}, ${cores} ${cores === 1 ? "core" : "cores"}`;
  return `${cpu}, ${memoryGiB} GiB memory, ${kernel}, Node.js ${node}; load ${load.toFixed(1)} before it began`;
}
