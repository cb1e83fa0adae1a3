import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { Company, Gate, Waiting } from "./gate.ts";

/** After how long whoever waits is told, milliseconds. */
const TELL_AFTER_MS = 1_000;

/**
 * For how long those of the other kind may go on coming while one waits, seconds: the more of one kind work at once, the
 * less time goes by in which processors idle.
 */
const PATIENCE_S = 4;

/**
 * Takes the turn and holds it until standard input ends, which the death of its maker brings about too. Each kind shares
 * a lock of its own, and whoever comes in sees, with the first lock in hand, that nobody of another kind is in. Waiting
 * without that lock lets others of the kind that is in join it; whoever has waited too long keeps them out with it.
 */
const HOLDER = `
exec 7>"$1/turn" 8>"$1/beside" 9>"$1/paced" || exit 1
case $2 in
  beside) own=8 others=9 ;;
  paced) own=9 others=8 ;;
  alone) own= others="8 9" ;;
esac
# Comes in where nobody of another kind is in; the first lock must be held.
come() {
  for lock in $others; do flock $1 --exclusive $lock || { flock --unlock 8; flock --unlock 9; return 1; }; done
  [ -z "$own" ] || { flock --unlock $others && flock --shared $own; }
}
until=$(($(date +%s) + $3))
while :; do
  flock 7 || exit 1
  left=$((until - $(date +%s)))
  [ $left -gt 0 ] || { come && break; exit 1; }
  come --nonblock && break
  flock --unlock 7
  for lock in $others; do flock --timeout $left --exclusive $lock && flock --unlock $lock; done
done
exec 7>&-
echo in
read -r word
`;

/** The same for every tierlab of this machine, whatever its state folder: they share its processors. */
const FOLDER = "/run/tierlab";

interface Place {
  readonly folder: string;
  readonly patienceS: number;
}

/** A gate for all processes of this machine. */
export function machineGate({ folder = FOLDER, patienceS = PATIENCE_S }: Partial<Place> = {}): Gate {
  const place = { folder, patienceS };
  return {
    beside: (work, waiting) => inTurn(place, "beside", work, waiting),
    paced: (work, waiting) => inTurn(place, "paced", work, waiting),
    alone: (work, waiting) => inTurn(place, "alone", work, waiting),
  };
}

async function inTurn<T>(
  { folder, patienceS }: Place,
  kind: Company,
  work: () => Promise<T>,
  { signal, onWait }: Waiting,
): Promise<T> {
  signal.throwIfAborted();
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => {
    throw noTurn(String(error));
  });
  // In a session of its own: Ctrl-C reaches it through this process alone.
  const holder = spawn("/bin/sh", ["-c", HOLDER, "gate", folder, kind, String(patienceS)], {
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
