import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { childrenOf, startTimeOf } from "../nodes/processes.ts";
import { cgroupTrees } from "./cgroup-trees.ts";

/**
 * PID 1 of a lab. Its namespaces hold everything of the lab, so its death is the lab's end. Until it reads `keep` it
 * lives by a lease: the end of its standard input means that its maker is gone. A shell that waits for `head` reaps
 * every orphan meanwhile (its own `read` would be cut short by them); later the ignored SIGCHLD makes the kernel do it.
 */
const INIT = `
set -eu
mount -t tmpfs -o size=75%,mode=700 tierlab /run
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p /run/lab/nodes
mkfifo /run/lab/events
echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6 || :
trap '' HUP INT TERM
echo ready
head -n 1 >/run/lab/lease
read -r word </run/lab/lease
[ "$word" = keep ]
exec env --ignore-signal=CHLD sleep infinity </dev/null >/dev/null 2>&1
`;

/**
 * Waits outside for the anchor, and at its end removes the cgroup folders that were made for its nodes: these are named
 * after this very process. Its own processor time is that of a shell. It says nothing itself: nobody listens any more when
 * the anchor is killed, and the word that a shell has for that would end it (SIGPIPE).
 */
const KEEPER = `
init=$1; shift
exec 3>&2 2>/dev/null
(exec unshare --fork --pid --mount --net --ipc --uts --propagation private --mount-proc --kill-child=KILL /bin/sh -c "$init") 2>&3 3>&-
code=$?
read -r stat <"/proc/$$/stat"
rest=\${stat##*) }
start=$(set -- $rest; echo "\${20}")
for tree in "$@"; do
  for lab in "$tree"/tierlab-*-"$$-$start"; do
    [ ! -d "$lab" ] || rmdir "$lab"/*/ "$lab"
  done
done
exit $code
`;

const NAMESPACES = ["--mount", "--net", "--pid", "--ipc", "--uts"] as const;

/** The process that waits outside for a lab's anchor. */
export interface Keeper {
  readonly pid: number;
  /** As the anchor's. */
  readonly startTime: string;
}

/** The identity of an anchor; a process that has all of it is that anchor and no later one with its number. */
export interface AnchorIdentity {
  readonly pid: number;
  /** Clock ticks since boot, field 22 of /proc/PID/stat. */
  readonly startTime: string;
  readonly bootId: string;
  /** As in `pid:[4026532281]`. */
  readonly pidNamespace: string;
  readonly keeper: Keeper;
}

export interface Anchor {
  readonly identity: AnchorIdentity;
  /** Lets the lab outlive this process. */
  release(): void;
}

/** Starts the one process that owns a lab's namespaces, in a session of its own, so that Ctrl-C on the terminal does not reach it. */
export async function startAnchor(): Promise<Anchor> {
  const trees = cgroupTrees().map(({ folder }) => folder);
  const child = spawn("/bin/sh", ["-c", KEEPER, "keeper", INIT, ...trees], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    cwd: "/",
    env: { PATH: process.env.PATH },
  });
  try {
    await readySaid(child);
    const keeper = living(child.pid ?? 0);
    // Between them is unshare, which has made the namespaces.
    const { pid, startTime } = living(childOf(childOf(keeper.pid)));
    const pidNamespace = readlinkSync(`/proc/${pid}/ns/pid`);
    const identity = { pid, startTime, bootId: bootId(), pidNamespace, keeper };
    return { identity, release: () => release(child) };
  } catch (error) {
    // The keeper leads a process group of its own.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    throw error;
  }
}

/** Whether this anchor still lives. */
export function anchorLives(identity: AnchorIdentity): boolean {
  try {
    return (
      identity.bootId === bootId() &&
      identity.startTime === startTimeOf(identity.pid) &&
      identity.pidNamespace === readlinkSync(`/proc/${identity.pid}/ns/pid`)
    );
  } catch {
    return false;
  }
}

/** Ends a lab with all that is in it; resolves once its last process is gone. */
export async function killAnchor(identity: AnchorIdentity): Promise<void> {
  if (!anchorLives(identity)) return;
  const { keeper } = identity;
  process.kill(identity.pid, "SIGKILL");
  const deadline = Date.now() + 30_000;
  // The keeper ends after the anchor, where it has not been killed itself.
  while ([identity, keeper].some(({ pid, startTime }) => startTimeOf(pid) === startTime)) {
    if (Date.now() > deadline) throw new Error(`the lab's anchor ${identity.pid} does not die`);
    await delay(2);
  }
}

/** A path of the lab's private file system, seen from outside. */
export function labPath(anchor: AnchorIdentity, path: string): string {
  return `/proc/${anchor.pid}/root${path}`;
}

/** The command that runs `command` in the anchor's namespaces, as a member of its PID namespace, so that it dies with the lab. */
export function insideAnchor(anchor: AnchorIdentity, command: readonly string[]): string[] {
  return ["nsenter", "--target", String(anchor.pid), ...NAMESPACES, "--", ...command];
}

/** The command that runs `command` in a node's namespaces; `pid` is that of the node's init as the lab counts. */
export function insideNode(anchor: AnchorIdentity, pid: number, command: readonly string[]): string[] {
  const folder = labPath(anchor, `/proc/${pid}/ns`);
  const names = ["mnt", "net", "pid", "ipc", "uts"] as const;
  const options = names.map((name) => `--${name === "mnt" ? "mount" : name}=${folder}/${name}`);
  return ["nsenter", ...options, "--", ...command];
}

function living(pid: number): Keeper {
  const startTime = startTimeOf(pid);
  if (startTime === null) throw new Error("the lab's anchor died at once");
  return { pid, startTime };
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

function readySaid(child: ChildProcess): Promise<void> {
  const { stdout, stderr } = child;
  return new Promise((resolve, reject) => {
    let complaint = "";
    const late = setTimeout(() => reject(new Error("the lab's anchor did not start within 10 s")), 10_000);
    stderr?.on("data", (chunk) => {
      complaint += String(chunk);
    });
    stdout?.once("data", () => {
      clearTimeout(late);
      resolve();
    });
    child.once("error", reject);
    child.once("exit", () => {
      clearTimeout(late);
      reject(
        new ToldError(`no namespaces for a lab: ${complaint.trim() || "unshare ended"}`, {
          exitCode: EXIT.cannotRunHere,
          help: "run as root, and see `tierlab doctor`",
        }),
      );
    });
  });
}

function childOf(parent: number): number {
  const [child] = childrenOf(parent);
  if (child === undefined) throw new Error("the lab's anchor died at once");
  return child;
}

function release(child: ChildProcess): void {
  child.stdin?.end("keep\n");
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}
