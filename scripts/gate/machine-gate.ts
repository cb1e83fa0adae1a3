import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { Company, Gate } from "./gate.ts";

/** After how long whoever waits is told, milliseconds. */
const TELL_AFTER_MS = 1_000;

/**
 * For how long those of the other kind may go on coming while one waits, seconds: the more of one kind work at once, the
 * less time goes by in which processors idle.
 */
const PATIENCE_S = 8;

/**
 * Takes turns, one after the other: it reads the kind of one, says when it has come in, and goes out at the next line. It
 * ends with its standard input, which the death of its maker brings about too. Each kind shares a lock of its own, and
 * whoever comes in sees, with the first lock in hand, that nobody of another kind is in. Waiting without that lock lets
 * others of the kind that is in join it; whoever has waited too long keeps them out with it.
 */
const HOLDER = `
exec 7>"$1/turn" 8>"$1/beside" 9>"$1/paced" || exit 1
# Comes in where nobody of another kind is in; the first lock must be held.
come() {
  for lock in $others; do flock $1 --exclusive $lock || { flock --unlock 8; flock --unlock 9; return 1; }; done
  [ -z "$own" ] || { flock --unlock $others && flock --shared $own; }
}
while read -r kind; do
  case $kind in
    beside) own=8 others=9 ;;
    paced) own=9 others=8 ;;
    alone) own= others="8 9" ;;
  esac
  until=$(($(date +%s) + $2))
  while :; do
    flock 7 || exit 1
    left=$((until - $(date +%s)))
    [ $left -gt 0 ] || { come && break; exit 1; }
    come --nonblock && break
    flock --unlock 7
    for lock in $others; do flock --timeout $left --exclusive $lock && flock --unlock $lock; done
  done
  flock --unlock 7
  echo in
  read -r word || exit 0
  flock --unlock 8
  flock --unlock 9
  echo out
done
`;

/** The same for every tierlab of this machine, whatever its state folder: they share its processors. */
const FOLDER = "/run/tierlab";

interface Place {
  readonly folder: string;
  readonly patienceS: number;
}

/** A gate for all processes of this machine. */
export function machineGate({ folder = FOLDER, patienceS = PATIENCE_S }: Partial<Place> = {}): Gate {
  const idle: Holder[] = [];
  const take =
    (kind: Company): Gate[Company] =>
    async (work, { signal, onWait }) => {
      signal.throwIfAborted();
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => {
        throw noTurn(String(error));
      });
      const holder = idle.pop() ?? new Holder(folder, patienceS);
      const late = setTimeout(() => onWait?.(), TELL_AFTER_MS);
      try {
        await holder.comeIn(kind, signal);
      } finally {
        clearTimeout(late);
      }
      try {
        return await work();
      } finally {
        if (await holder.goOut()) idle.push(holder);
      }
    };
  return { beside: take("beside"), paced: take("paced"), alone: take("alone") };
}

/** A process that holds turns, one at a time. */
class Holder {
  readonly #process: ChildProcessWithoutNullStreams;
  #complaint = "";
  #heard: (word: string | null) => void = () => {};

  constructor(folder: string, patienceS: number) {
    // In a session of its own: Ctrl-C reaches it through this process alone.
    this.#process = spawn("/bin/sh", ["-c", HOLDER, "gate", folder, String(patienceS)], {
      detached: true,
      cwd: "/",
    });
    const { stdin, stdout, stderr } = this.#process;
    stdin.on("error", () => {});
    stderr.on("data", (chunk) => {
      this.#complaint += String(chunk);
    });
    createInterface({ input: stdout }).on("line", (word) => this.#heard(word));
    this.#process.once("error", (error) => {
      this.#complaint += error.message;
      this.#heard(null);
    });
    this.#process.once("close", () => this.#heard(null));
  }

  async comeIn(kind: Company, signal: AbortSignal): Promise<void> {
    this.#keepsAwake(true);
    // Its flock(1) as well, or that would take the turn in vain.
    const leave = () => this.#process.pid !== undefined && process.kill(-this.#process.pid, "SIGKILL");
    signal.addEventListener("abort", leave, { once: true });
    const word = await this.#tell(kind);
    signal.removeEventListener("abort", leave);
    signal.throwIfAborted();
    if (word === null) throw noTurn(this.#complaint);
  }

  /** Gives whether it can hold another turn. */
  async goOut(): Promise<boolean> {
    const word = await this.#tell("out");
    this.#keepsAwake(false);
    return word !== null;
  }

  #tell(word: string): Promise<string | null> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return Promise.resolve(null);
    const answered = new Promise<string | null>((resolve) => {
      this.#heard = resolve;
    });
    this.#process.stdin.write(`${word}\n`);
    return answered;
  }

  /** One that holds nothing keeps nobody from ending. */
  #keepsAwake(does: boolean): void {
    const { stdin, stdout, stderr } = this.#process;
    for (const one of [this.#process, ...([stdin, stdout, stderr] as unknown as Socket[])])
      if (does) one.ref();
      else one.unref();
  }
}

function noTurn(complaint: string): ToldError {
  return new ToldError(`no turn to work on this machine: ${complaint.trim() || "flock(1) failed"}`, {
    exitCode: EXIT.cannotRunHere,
  });
}
