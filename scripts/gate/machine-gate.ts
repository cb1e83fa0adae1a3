import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { Gate, Waiting } from "./gate.ts";

/** After how long whoever waits is told, milliseconds. */
const TELL_AFTER_MS = 1_000;

/**
 * Takes the turn and holds it until standard input ends, which the death of its maker brings about too. flock(2) lets
 * those who share a lock overtake one who wants it alone; whoever holds the first lock while waiting for the second
 * keeps later ones behind it.
 */
const HOLDER = `
exec 8>"$1/turn" 9>"$1/gate" || exit 1
flock 8 && flock "$2" 9 || exit 1
exec 8>&-
echo in
read -r word
`;

/** The same for every tierlab of this machine, whatever its state folder: they share its processors. */
const FOLDER = "/run/tierlab";

/** A gate for all processes of this machine. */
export function machineGate(folder: string = FOLDER): Gate {
  return {
    beside: (work, waiting) => inTurn(folder, "--shared", work, waiting),
    alone: (work, waiting) => inTurn(folder, "--exclusive", work, waiting),
  };
}

async function inTurn<T>(
  folder: string,
  kind: "--shared" | "--exclusive",
  work: () => Promise<T>,
  { signal, onWait }: Waiting,
): Promise<T> {
  signal.throwIfAborted();
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => {
    throw noTurn(String(error));
  });
  // In a session of its own: Ctrl-C reaches it through this process alone.
  const holder = spawn("/bin/sh", ["-c", HOLDER, "gate", folder, kind], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => holder.once("close", () => resolve()));
  const late = setTimeout(() => onWait?.(), TELL_AFTER_MS);
  try {
    await entered(holder, signal);
    clearTimeout(late);
    return await work();
  } finally {
    clearTimeout(late);
    holder.stdin?.end();
    await ended;
  }
}

function entered(holder: ChildProcess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let complaint = "";
    const leave = () => {
      // Its flock(1) as well, or that would take the turn in vain.
      if (holder.pid !== undefined) process.kill(-holder.pid, "SIGKILL");
      reject(signal.reason);
    };
    signal.addEventListener("abort", leave, { once: true });
    holder.stdin?.on("error", () => {});
    holder.stderr?.on("data", (chunk) => {
      complaint += String(chunk);
    });
    holder.stdout?.once("data", () => {
      signal.removeEventListener("abort", leave);
      resolve();
    });
    holder.once("error", reject);
    holder.once("close", () => reject(noTurn(complaint)));
  });
}

function noTurn(complaint: string): ToldError {
  return new ToldError(`no turn to work on this machine: ${complaint.trim() || "flock(1) failed"}`, {
    exitCode: EXIT.cannotRunHere,
  });
}
