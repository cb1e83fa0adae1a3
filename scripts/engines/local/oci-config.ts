import { QUIET_SYSCTLS, type UmlFiles, umlMounts } from "../../../stacks/guest/uml.ts";
import { INSTRUCTIONS, isVolatile } from "../../../stacks/plan/boot-script.ts";
import { capabilitiesOf, NODE_ENVIRONMENT } from "../../../stacks/plan/node-process.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import type { NodeKernel } from "../engine.ts";
import { instructions, writableCopy } from "./node-folder.ts";

export interface OciContext {
  readonly lab: string;
  /** The name of the lab's cgroup folder. */
  readonly cgroup: string;
  /** The shared root file system, which no node may write. */
  readonly image: string;
  readonly uml: UmlFiles | null;
  /** The path of the runtime. */
  readonly runtime: string;
}

/** The OCI runtime configuration of one node; every process of it that keeps its environment tells its lab in TIERLAB_LAB. */
export function ociConfig(
  node: PlannedNode,
  kernel: NodeKernel,
  { lab, cgroup, image, uml, runtime }: OciContext,
): object {
  const sysctlTree = runtime.endsWith("runc") ? SYSCTLS_OF_RUNC : SYSCTLS_OF_CRUN;
  const capabilities = capabilitiesOf(node, kernel);
  return {
    ociVersion: "1.0.2",
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: ["/bin/sh", "-c", INIT, "init", node.name, kernel === "uml" ? "outer" : "boot"],
      env: Object.entries({ ...NODE_ENVIRONMENT, TIERLAB_LAB: lab }).map(([key, value]) => `${key}=${value}`),
      cwd: "/",
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities },
      noNewPrivileges: true,
    },
    root: { path: image, readonly: true },
    hostname: node.name,
    mounts: [
      { destination: "/proc", type: "proc", source: "proc", options: ["nosuid", "noexec", "nodev"] },
      ...sysctlTree.mounts,
      { destination: "/sys", type: "sysfs", source: "sysfs", options: ["nosuid", "noexec", "nodev", "ro"] },
      { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755", "size=64k"] },
      {
        destination: "/dev/pts",
        type: "devpts",
        source: "devpts",
        options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"],
      },
      ...["/tmp", "/var/tmp"].map((path) => tmpfs(path, "1777", node.limits.memoryMiB)),
      ...["/run", "/var/log"].map((path) => tmpfs(path, "755", node.limits.memoryMiB)),
      {
        destination: INSTRUCTIONS,
        source: instructions(node.name),
        options: ["bind", "ro", "nosuid", "nodev"],
      },
      ...node.writable.flatMap(({ path }, index) =>
        isVolatile(path)
          ? []
          : [
              {
                destination: path,
                source: writableCopy(node.name, index),
                options: ["bind", "nosuid", "nodev"],
              },
            ],
      ),
      ...(kernel === "uml" && uml !== null ? umlMounts(uml, node) : []),
    ],
    linux: {
      namespaces: ["pid", "network", "ipc", "uts", "mount"].map((type) => ({ type })),
      maskedPaths: ["/proc/kcore", "/proc/keys", "/proc/sysrq-trigger"],
      readonlyPaths: [...sysctlTree.readOnly, "/proc/bus", "/proc/irq"],
      cgroupsPath: `/${cgroup}/${node.name}`,
      ...(kernel === "uml" ? { sysctl: QUIET_SYSCTLS } : {}),
      // Compiled anew for each node by the runtime; one without daemons runs nothing but its init.
      ...(node.daemons.length > 0 ? { seccomp: SECCOMP } : {}),
    },
  };
}

/** All of /proc/sys that is not the node's own network belongs to the machine. Two mounts are quicker than seven. */
const SYSCTLS_OF_CRUN = {
  mounts: [
    { destination: "/proc/sys/net", source: "/proc/sys/net", options: ["bind", "nosuid", "noexec", "nodev"] },
  ],
  readOnly: ["/proc/sys"],
};

/** runc mounts nothing inside /proc. */
const SYSCTLS_OF_RUNC = {
  mounts: [],
  readOnly: ["abi", "debug", "dev", "fs", "kernel", "user", "vm"].map((folder) => `/proc/sys/${folder}`),
};

/** What a default container profile refuses and a routing daemon's CAP_SYS_ADMIN would otherwise allow. */
const REFUSED_SYSCALLS = [
  ...["mount", "umount2", "unshare", "setns", "pivot_root", "move_mount", "open_tree", "fsopen", "fsmount"],
  ...["bpf", "perf_event_open", "keyctl", "add_key", "request_key", "userfaultfd", "io_uring_setup"],
  ...["init_module", "finit_module", "delete_module", "kexec_load", "reboot", "swapon", "swapoff"],
  ...["clock_settime", "settimeofday", "open_by_handle_at", "quotactl", "syslog"],
];

const SECCOMP = {
  defaultAction: "SCMP_ACT_ALLOW",
  syscalls: [{ names: REFUSED_SYSCALLS, action: "SCMP_ACT_ERRNO", errnoRet: 1 }],
};

/** Waits for its links by reading one line from its standard input, then becomes what the boot script makes of it. */
const INIT = `read -r go; trap 'echo "$1 failed"' EXIT; . ${INSTRUCTIONS}/$2`;

function tmpfs(destination: string, mode: string, memoryMiB: number): object {
  const options = ["nosuid", "nodev", `mode=${mode}`, `size=${memoryMiB}m`];
  return { destination, type: "tmpfs", source: "tmpfs", options };
}
