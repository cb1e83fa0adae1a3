import type { Readable, Writable } from "node:stream";
import type { NodeState, Step } from "../../stacks/diff/step.ts";
import type { NodeKernel } from "../../stacks/guest/kernel-sides.ts";
import type { Plan } from "../../stacks/plan/plan.ts";

export type { NodeKernel };
export type NodeKernelChoice = "auto" | NodeKernel;

/** A lab that stands, as the engine's record and the kernel tell it. */
export interface RunningLab {
  readonly name: string;
  readonly engine: string;
  /** The lab file it was made from, absolute. */
  readonly source: string;
  /** What runs now. */
  readonly plan: Plan;
  /** The node kernel of each node. */
  readonly nodeKernels: Readonly<Record<string, NodeKernel>>;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** An `apply` was cut off: what runs may lie between `plan` and what was wanted. */
  readonly unfinished: boolean;
  /** What of each node is bounded by the plan's limits; the rest this machine's cgroups do not allow. */
  readonly bounded: readonly ("memory" | "processes")[];
  /** Why it is not what its file says, or nobody knows: it was deployed from another plan, say, or lost a network. The plan is empty then. */
  readonly stale?: string;
  /** What is stale would not be noticed by the tool that deployed it: only building it anew helps. */
  readonly onlyAnew?: true;
  /** Another tool deployed it by itself, as `cdktf deploy` does: it is that one's to take away, unless a person names it. */
  readonly foreign?: boolean;
}

export interface CommandOptions {
  /** `network`: where the node's network lives, inside the UML kernel where there is one (default). `outer`: the node's outer namespaces. */
  readonly where?: "network" | "outer";
  readonly input?: string;
  /** Milliseconds; the command is killed after it. Default 10,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process in a node, with its streams; it is in the lab's PID namespace and dies with the lab. */
export interface NodeProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves to the exit code, never rejects. */
  readonly ended: Promise<number>;
  kill(signal?: NodeJS.Signals): void;
}

/** One place on the wire: the fabric's end of a node's interface. */
export interface CapturePoint {
  readonly node: string;
  readonly interface: string;
}

export interface Capture {
  /** Ends the capture once every frame seen so far is written. Resolves to the pcapng file's path; interface names in it are `NODE:INTERFACE`. */
  stop(): Promise<string>;
  /** After `stop`: resolves where the file has every frame, and rejects where there was no room for one. */
  whole(): Promise<void>;
}

export interface StreamOptions {
  /** Frames that are wanted, by pcap-filter(7). Default: all. */
  readonly filter?: string | undefined;
}

/** Frames that are written out as pcapng while they come; interface names in it are `NODE:INTERFACE`. */
export interface FrameStream {
  /** How many frames were written so far. */
  readonly frames: number;
  /** Resolves where it ends by itself, as by the lab's death, to what was said about it; never rejects. */
  readonly ended: Promise<string>;
  /** Ends it once every frame seen so far is written. */
  stop(): Promise<void>;
  /** After `stop`: the frames that there was no room for, by point. */
  losses(): Promise<ReadonlyMap<string, number>>;
}

/** Told once a finished step or node; the text is for people. */
export type ApplyProgress = (event: {
  readonly phase: "prepare" | "nodes" | "links" | "boot" | "ready" | "steps";
  readonly node?: string;
  readonly text: string;
}) => void;

export interface ApplyOptions {
  readonly progress: ApplyProgress;
  readonly signal: AbortSignal;
  /** A director may end without some of its servers, once its checks had their time: that is what a break may be about. */
  readonly poolMayLack?: boolean;
}

export interface UpOptions {
  readonly plan: Plan;
  /** The lab file's absolute path, kept in the record. */
  readonly source: string;
  readonly nodeKernel: NodeKernelChoice;
  readonly progress: ApplyProgress;
  /** Aborted: what `up` began is taken down before it rejects. */
  readonly signal: AbortSignal;
  /** Which of several engines it is for; a new lab's is the local one. */
  readonly engine?: string;
  /** What a copy of the lab is called; only the local engine makes copies. */
  readonly name?: string;
  /** The lab dies with this process, however that ends, until `keep`. Without it a lab is kept once it is ready. */
  readonly onLease?: boolean;
}

/** What makes a plan run. Small on purpose; one implementation a folder. */
export interface Engine {
  readonly name: string;
  /** Labs that stand now; records whose lab is dead are cleared away. */
  list(): Promise<RunningLab[]>;
  find(lab: string): Promise<RunningLab | undefined>;
  /** Builds the lab from nothing and waits until every node is ready. */
  up(options: UpOptions): Promise<RunningLab>;
  /** Lets a lab that this process brought up on a lease outlive it. */
  keep(lab: string): Promise<void>;
  /** Carries out the steps towards `wanted` on the running lab, waits for the nodes they touched, and records `wanted` as what runs. */
  apply(lab: RunningLab, steps: readonly Step[], wanted: Plan, options: ApplyOptions): Promise<RunningLab>;
  /** Resolves once nothing of the lab is left; a lab that is not there is no error. */
  down(lab: string): Promise<void>;
  run(
    lab: RunningLab,
    node: string,
    command: readonly string[],
    options?: CommandOptions,
  ): Promise<CommandResult>;
  spawn(
    lab: RunningLab,
    node: string,
    command: readonly string[],
    options?: CommandOptions,
  ): Promise<NodeProcess>;
  /** A command of a person, on this process's own terminal or pipes. Resolves to its exit code. */
  interact(
    lab: RunningLab,
    node: string,
    command: readonly string[],
    options?: Pick<CommandOptions, "where">,
  ): Promise<number>;
  /** What runs in the node, in the plan's terms. */
  observe(lab: RunningLab, node: string): Promise<NodeState>;
  power(lab: RunningLab, node: string, act: "kill" | "stop" | "start"): Promise<void>;
  link(lab: RunningLab, point: CapturePoint, state: "up" | "down"): Promise<void>;
  capture(lab: RunningLab, points: readonly CapturePoint[], file: string): Promise<Capture>;
  /** The same for a reader at hand: `to` is ended with it, but for the standard streams. */
  stream(
    lab: RunningLab,
    points: readonly CapturePoint[],
    to: Writable,
    options?: StreamOptions,
  ): Promise<FrameStream>;
  /** Runs a program of the node image (tshark) outside every node, on files of this machine. */
  tool(
    lab: RunningLab,
    command: readonly string[],
    options?: { readonly timeoutMs?: number },
  ): Promise<CommandResult>;
  /** One lock a lab: `work` runs while no other verb changes the same lab. */
  withLock<T>(lab: string, work: () => Promise<T>): Promise<T>;
}
