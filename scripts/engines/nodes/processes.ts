import { readdirSync, readFileSync } from "node:fs";

/** Field 22 of /proc/PID/stat, or null where there is no such process; a zombie counts as none. */
export function startTimeOf(pid: number, proc = "/proc"): string | null {
  try {
    const stat = readFileSync(`${proc}/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** The processes that a process has started and not yet waited for. */
export function childrenOf(parent: number): number[] {
  try {
    const listed = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim();
    return listed === "" ? [] : listed.split(" ").map(Number);
  } catch {
    // A kernel without CONFIG_PROC_CHILDREN, or no such process: look through all.
    return readdirSync("/proc").filter(isChild).map(Number);
  }

  function isChild(entry: string): boolean {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/status`, "utf8").includes(`\nPPid:\t${parent}\n`);
    } catch {
      return false;
    }
  }
}
