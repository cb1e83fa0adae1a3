import type { NodeKernel } from "../guest/kernel-sides.ts";
import { guestMemoryMiB, outerSysctls } from "../guest/uml.ts";
import { givenSysctls, INSTRUCTIONS } from "../plan/boot-script.ts";
import { capabilitiesOf, NODE_ENVIRONMENT } from "../plan/node-process.ts";
import type { Plan, PlannedInterface, PlannedNode } from "../plan/plan.ts";
import type { Artifact } from "./artifact.ts";
import { containerInstructions } from "./container-instructions.ts";
import { deviceName } from "./device-name.ts";
import { LABELS } from "./labels.ts";
import { planDigest } from "./plan-digest.ts";
import { startOrder } from "./start-order.ts";

/**
 * What a node is as a container, for every engine that has some: Docker by cdktf, containerlab, Kubernetes. The image
 * holds the node's root file system and has no entry point; for nodes on User Mode Linux it also has that kernel as
 * /usr/lib/uml/linux.uml, and its modules in /usr/lib/modules. Everything else is here:
 *
 * - The engine makes the interfaces before the container's command runs, named as `device` says, or as in the plan. The
 *   command (`start`) takes away what the engine gave them, names them, sets MACs, and runs the plan's own boot script,
 *   which hands over to runsvdir. It says `NODE booted` on standard output, or `NODE failed`, and may run again in the
 *   same container.
 * - The engine sets the sysctls: /proc/sys is read-only in a container that is not privileged.
 * - `/usr/lib/tierlab/enter COMMAND...` runs a command where the node's network lives, in a guest kernel where the node
 *   has one; without it, a command runs in the container itself.
 * - `/usr/lib/tierlab/health` says what the node lacks and fails until it is ready; the health check is that.
 * - The files of the plan lie flat in `/usr/lib/tierlab` (`stagedPath`), and are copied to their places at each start.
 */
export interface Container {
  /** The name of the node, and the container's host name. */
  readonly node: string;
  readonly kernel: NodeKernel;
  /** By them tierlab finds the containers of a lab; an engine adds `tierlab.prefix`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** As CAP_NET_ADMIN, sorted; every other one is dropped. */
  readonly capabilities: readonly string[];
  /** With the plan's names of interfaces: where the engine gives others, `sysctlsOf` names them by those. */
  readonly sysctls: Readonly<Record<string, string>>;
  readonly interfaces: readonly ContainerInterface[];
  readonly tmpfs: readonly Tmpfs[];
  /** Absolute paths in the container, all in one folder, all belong to root. */
  readonly files: readonly Artifact[];
  readonly healthCheck: HealthCheck | null;
  /** Nodes that are better started before it; without circles. */
  readonly after: readonly string[];
}

/** An interface that the engine gives to a container. */
export interface ContainerInterface extends PlannedInterface {
  /** What Docker calls it in the container, by the segment's prefix. */
  readonly device: string;
}

export interface Tmpfs {
  readonly path: string;
  readonly mode: string;
  readonly sizeMiB: number;
}

export interface HealthCheck {
  readonly command: readonly string[];
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly failures: number;
  /** Failures before it do not count, milliseconds after the start. */
  readonly patienceMs: number;
}

/** What all nodes of a plan are as containers, in the plan's order; `kernels` tells where each one's network lives. */
export function containersOf(plan: Plan, kernels: Readonly<Record<string, NodeKernel>>): Container[] {
  const order = startOrder(plan);
  return plan.nodes.map((node) => {
    const kernel = kernels[node.name] ?? "host";
    return {
      node: node.name,
      kernel,
      labels: {
        [LABELS.lab]: plan.lab,
        [LABELS.node]: node.name,
        [LABELS.kernel]: kernel,
        [LABELS.plan]: planDigest(node),
      },
      command: ["/bin/sh", `${INSTRUCTIONS}/start`],
      environment: { ...NODE_ENVIRONMENT, TIERLAB_LAB: plan.lab },
      capabilities: capabilitiesOf(node, kernel),
      sysctls: kernel === "uml" ? outerSysctls(node) : givenSysctls(node),
      interfaces: node.interfaces.map((one) => ({ ...one, device: deviceName(one.segment) })),
      tmpfs: tmpfs(node, kernel),
      files: containerInstructions(node, kernel),
      healthCheck: node.readiness.length === 0 ? null : HEALTH_CHECK,
      after: order.get(node.name) ?? [],
    };
  });
}

/** Each costs a process in the container, and Docker far more to start it there: as seldom as Docker's own default, or it shows in measurements. */
const HEALTH_CHECK: HealthCheck = {
  command: ["/bin/sh", `${INSTRUCTIONS}/health`],
  everyMs: 30_000,
  timeoutMs: 10_000,
  failures: 3,
  patienceMs: 60_000,
};

function tmpfs(node: PlannedNode, kernel: NodeKernel): Tmpfs[] {
  const sizeMiB = node.limits.memoryMiB;
  return [
    { path: "/run", mode: "755", sizeMiB },
    { path: "/tmp", mode: "1777", sizeMiB },
    { path: "/var/log", mode: "755", sizeMiB },
    { path: "/var/tmp", mode: "1777", sizeMiB },
    // A guest's memory.
    ...(kernel === "uml" ? [{ path: "/dev/shm", mode: "700", sizeMiB: guestMemoryMiB(node) + 16 }] : []),
  ];
}

/**
 * The sysctls of a container whose engine names its interfaces otherwise than the plan, as Docker does, by `nameOf`. The
 * container's /proc/sys is read-only, so the engine has to set them all.
 */
export function sysctlsOf(
  { sysctls, interfaces }: Container,
  nameOf: (one: ContainerInterface) => string,
): Record<string, string> {
  const names = new Map(interfaces.map((one) => [one.name, nameOf(one)]));
  return Object.fromEntries(
    Object.entries(sysctls).map(([key, value]) => {
      const [, before, device = "", after] =
        /^(net\.ipv[46]\.(?:conf|neigh)\.)([^.]+)(\..+)$/.exec(key) ?? [];
      const name = names.get(device);
      return [name === undefined ? key : `${before}${name}${after}`, value];
    }),
  );
}
