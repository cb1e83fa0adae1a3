import test from "ava";
import { ociConfig } from "../../../scripts/engines/local/oci-config.ts";
import { capabilitiesOf } from "../../../stacks/plan/node-process.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { directorPlan, webPlan } from "../../live/engine-plans.ts";

interface Config {
  readonly process: { readonly noNewPrivileges: boolean; readonly capabilities: Record<string, string[]> };
  readonly root: { readonly path: string; readonly readonly: boolean };
  readonly mounts: readonly {
    readonly destination: string;
    readonly source: string;
    readonly options: string[];
  }[];
  readonly linux: { readonly readonlyPaths: string[]; readonly seccomp?: object };
}

const [client, , web] = webPlan("shop").nodes as [PlannedNode, PlannedNode, PlannedNode];
const [director] = directorPlan("shop").nodes as [PlannedNode];
const uml = { kernel: "/cache/uml/linux.uml", modules: "/cache/modules" };

function config(node: PlannedNode, kernel: "host" | "uml", runtime = "/usr/bin/crun"): Config {
  return ociConfig(node, kernel, {
    lab: "shop",
    cgroup: "tierlab-shop-1-2",
    image: "/image",
    uml,
    runtime,
  }) as Config;
}

test("every node has the image as a read-only root and gains no privileges", (t) => {
  for (const [node, kernel] of [
    [client, "host"],
    [web, "host"],
    [director, "uml"],
  ] as const) {
    const { root, process, linux } = config(node, kernel);
    t.deepEqual(root, { path: "/image", readonly: true });
    t.true(process.noNewPrivileges);
    t.true(linux.readonlyPaths.includes("/proc/sys"));
    t.false(Object.values(process.capabilities).flat().includes("CAP_SYS_ADMIN"));
  }
});

test("a node has what its boot needs and its daemons ask for, a guest's node what raw frames need", (t) => {
  const asking = { ...client, capabilities: ["CAP_NET_RAW", "CAP_NET_ADMIN"] };
  t.deepEqual(capabilitiesOf(asking, "host"), [
    ...["CAP_CHOWN", "CAP_KILL", "CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETUID"],
  ]);
  t.true(capabilitiesOf(director, "uml").includes("CAP_NET_RAW"));
});

test("only the writable folders of the plan are writable, each a copy of the node's own", (t) => {
  const writable = config(web, "host").mounts.filter(
    ({ options }) => options.includes("bind") && !options.includes("ro"),
  );
  t.deepEqual(
    writable.map(({ destination, source }) => [destination, source]),
    [
      ["/proc/sys/net", "/proc/sys/net"],
      ["/etc/nginx", "/run/lab/nodes/web1/w0"],
      ["/var/lib/nginx", "/run/lab/nodes/web1/w1"],
    ],
  );
});

test("a guest's kernel and modules are mounted only where there is a guest, and its memory may be executed", (t) => {
  const mounts = config(director, "uml").mounts;
  t.true(mounts.some(({ source }) => source === "/cache/uml"));
  const memory = mounts.find(({ destination }) => destination === "/dev/shm");
  t.false(memory?.options.includes("noexec"));
  t.false(config(director, "host").mounts.some(({ source }) => source === "/cache/uml"));
});

test("a node with daemons is refused the system calls that a capability of one of them would allow", (t) => {
  t.truthy(config(web, "host").linux.seccomp);
});

test("runc, which mounts nothing inside /proc, keeps the machine's sysctls read-only one by one", (t) => {
  const { mounts, linux } = config(client, "host", "/usr/sbin/runc");
  t.false(mounts.some(({ destination }) => destination.startsWith("/proc/")));
  t.true(linux.readonlyPaths.includes("/proc/sys/kernel") && !linux.readonlyPaths.includes("/proc/sys"));
});
