import { basename } from "node:path/posix";
import { shellCommand } from "../../plan/shell-word.ts";
import type { Artifact } from "../artifact.ts";
import type { Container, HealthCheck, Tmpfs } from "../container.ts";
import { CABLE_SCRIPT, type CableNames, cableScript, GIVEN, SETTINGS } from "./cable-script.ts";

/** A node in containerlab's words; what all nodes share stands in the topology's defaults, their environment too. */
export interface ContainerlabNode {
  readonly cmd: string;
  readonly binds: readonly string[];
  readonly tmpfs: Readonly<Record<string, string>>;
  /** Docker's own few capabilities stay: containerlab has no word to drop one. */
  readonly "cap-add": readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly memory: string;
  readonly healthcheck?: ContainerlabHealthCheck;
}

/** The lists of a topology that read best in one line. */
export const IN_ONE_LINE = ["endpoints", "cap-add", "test", "security-opts"] as const;

/** Times in whole seconds. */
interface ContainerlabHealthCheck {
  readonly test: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
  readonly "start-period": number;
}

/**
 * A container of a lab as a node of a topology. Its instructions are in this folder, as seen from the topology's file; its
 * memory is bounded by what the plan allows the node, and that of a guest, which is a file.
 */
export function containerlabNode(container: Container, folder: string, memoryMiB: number): ContainerlabNode {
  const { labels, capabilities, tmpfs, healthCheck } = container;
  return {
    cmd: shellCommand(["/bin/sh", `${GIVEN}/${CABLE_SCRIPT}`]),
    binds: [`${folder}:${GIVEN}:ro`, `/proc/sys/net:${SETTINGS}`],
    tmpfs: Object.fromEntries(tmpfs.map((one) => [one.path, tmpfsOptions(one)])),
    "cap-add": capabilities.map((name) => name.replace(/^CAP_/, "")),
    labels,
    memory: `${memoryMiB + guestMiB(container)} MiB`,
    ...(healthCheck === null ? {} : { healthcheck: inSeconds(healthCheck) }),
  };
}

/** The files of a container's folder, by name. */
export function instructionFiles(container: Container, cableOf: CableNames): Artifact[] {
  return [
    { path: CABLE_SCRIPT, text: cableScript(container, cableOf), mode: "0644" },
    ...container.files.map((file) => ({ ...file, path: basename(file.path) })),
  ];
}

function tmpfsOptions({ mode, sizeMiB }: Tmpfs): string {
  return `rw,nosuid,nodev,exec,mode=${mode},size=${sizeMiB}m`;
}

function guestMiB({ tmpfs }: Container): number {
  return tmpfs.find(({ path }) => path === "/dev/shm")?.sizeMiB ?? 0;
}

function inSeconds(check: HealthCheck): ContainerlabHealthCheck {
  const seconds = (ms: number) => Math.max(1, Math.round(ms / 1_000));
  return {
    test: ["CMD", ...check.command],
    interval: seconds(check.everyMs),
    timeout: seconds(check.timeoutMs),
    retries: check.failures,
    "start-period": seconds(check.patienceMs),
  };
}
