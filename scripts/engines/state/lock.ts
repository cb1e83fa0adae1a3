import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "./state-folder.ts";
import { errorCode, unwritableState } from "./unwritable-state.ts";

/**
 * Holds the lock until its standard input ends, which the death of its maker brings about too. The file goes with the
 * lock; whoever waited on a file that has gone meanwhile begins again with the new one.
 */
const HOLDER = `
while :; do
  exec 9>"$1" || exit 1
  flock 9 || exit 1
  [ "$1" -ef /proc/self/fd/9 ] && break
done
echo locked
read -r word
rm -f "$1"
`;

/** Runs `work` while no other process works on the same lab. Waits its turn without a deadline: the other may build a large lab. */
export async function withLock<T>(lab: string, work: () => Promise<T>): Promise<T> {
  makeStateFolder();
  const file = join(stateFolder(), `${lab}.lock`);
  const holder = spawn("/bin/sh", ["-c", HOLDER, "lock", file], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => holder.once("close", () => resolve()));
  // One that was killed reads no more.
  holder.stdin.on("error", () => {});
  try {
    await new Promise<void>((resolve, reject) => {
      holder.stdout.once("data", () => resolve());
      holder.once("error", reject);
      let complaint = "";
      holder.stderr.on("data", (chunk) => {
        complaint += String(chunk);
      });
      holder.once("close", () =>
        reject(unwritableState(stateFolder(), complaint.trim().split(": ").at(-1) ?? "no lock")),
      );
    });
    return await work();
  } finally {
    holder.stdin.end();
    await ended;
  }
}

function makeStateFolder(): void {
  try {
    mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritableState(stateFolder(), errorCode(error), error);
  }
}
