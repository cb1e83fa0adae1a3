/** What wrk said about one run. */
export interface WrkResult {
  readonly perSecond: number;
  /** Connections that failed and answers that were no success. */
  readonly errors: number;
}

/** The command of a bounded load: 32 connections by two threads, each kept or made anew for every request. */
export function wrkCommand(url: string, connections: "kept" | "new"): string[] {
  const header = connections === "new" ? ["--header", "Connection: close"] : [];
  return ["wrk", "--connections", "32", "--threads", "2", "--duration", "3s", ...header, url];
}

/** Reads wrk's report; throws where it holds no rate. */
export function readWrk(report: string): WrkResult {
  const rate = /^Requests\/sec:\s+([\d.]+)$/m.exec(report)?.[1];
  if (rate === undefined)
    throw new Error(`Expected a report of wrk, got ${JSON.stringify(report.slice(0, 200))}`);
  const socket = /^\s*Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)$/m.exec(report);
  const refused = /^\s*Non-2xx or 3xx responses: (\d+)$/m.exec(report)?.[1];
  const errors = [...(socket?.slice(1) ?? []), refused ?? "0"].reduce((sum, count) => sum + Number(count), 0);
  return { perSecond: Number(rate), errors };
}
