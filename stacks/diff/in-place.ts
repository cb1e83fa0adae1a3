import type { PlannedFile, PlannedNode, PlannedRoute } from "../plan/plan.ts";
import { contains, parseAddress, parsePrefix } from "../plan/prefix.ts";
import { equal, orderedChange, setChange } from "./list-change.ts";
import type { Step } from "./step.ts";

/** The steps that change a node where it stands, by the phase they belong to. */
export interface InPlace {
  readonly removals: readonly Step[];
  readonly additions: readonly Step[];
  readonly daemons: readonly Step[];
}

/** What the kernel and the files of a node have or shall have; a plan's node is one. */
export type Settings = Pick<
  PlannedNode,
  "interfaces" | "loopback" | "routes" | "sysctls" | "files" | "daemons"
>;

/**
 * From one state of a node to another. What is to go goes first, so that a VIP has left lo before the node may speak
 * of it; sysctls are set before addresses come, so that a VIP that comes to lo is kept quiet about.
 */
export function changeInPlace(now: Settings, wanted: PlannedNode): InPlace {
  const node = wanted.name;
  const addresses = addressChanges(now, wanted);
  const routes = routeChanges(now, wanted, addresses);
  const files = fileChanges(now.files, wanted);
  return {
    removals: [
      ...routes.gone.map((route): Step => ({ do: "remove-route", node, route })),
      ...addresses.flatMap(({ dev, gone }) =>
        gone.map((address): Step => ({ do: "remove-address", node, dev, address })),
      ),
    ],
    additions: [
      ...sysctlChanges(now, wanted),
      ...addresses.flatMap(({ dev, come }) =>
        come.map((address): Step => ({ do: "add-address", node, dev, address })),
      ),
      ...routes.come.map((route): Step => ({ do: "add-route", node, route })),
      ...files.steps,
    ],
    daemons: daemonSteps(now, wanted, files.daemons),
  };
}

interface AddressChange {
  readonly dev: string;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

function addressChanges(now: Settings, wanted: Settings): AddressChange[] {
  const devices = (of: Settings) => [
    { dev: "lo", addresses: of.loopback },
    ...of.interfaces.map(({ name, addresses }) => ({ dev: name, addresses })),
  ];
  const before = new Map(devices(now).map(({ dev, addresses }) => [dev, addresses]));
  return devices(wanted).map(({ dev, addresses }) => ({
    dev,
    ...orderedChange(before.get(dev) ?? [], addresses),
  }));
}

/** With the last address of a prefix the kernel forgets the routes over it: they go before it and come again after. */
function routeChanges(now: Settings, wanted: Settings, addresses: readonly AddressChange[]) {
  const lost = addresses.flatMap(({ gone }) => gone.map(parsePrefix));
  const isLost = ({ via }: PlannedRoute) => lost.some((prefix) => contains(prefix, parseAddress(via)));
  const { gone, come } = setChange(now.routes, wanted.routes);
  const again = wanted.routes.filter((route) => !come.includes(route) && isLost(route));
  return { gone: [...gone, ...again], come: [...come, ...again] };
}

/** What the kernel resets by itself when forwarding is switched (net/ipv4/devinet.c, inet_forward_change). */
const RESET_WITH_FORWARDING = "net.ipv4.conf.all.accept_redirects";
const FORWARDING: readonly string[] = ["net.ipv4.ip_forward", "net.ipv4.conf.all.forwarding"];

function sysctlChanges(now: Settings, { name, sysctls }: PlannedNode): Step[] {
  const changed = Object.keys(sysctls).filter((key) => now.sysctls[key] !== sysctls[key]);
  const switched = changed.some((key) => FORWARDING.includes(key));
  const keys = Object.keys(sysctls).filter(
    (key) => changed.includes(key) || (switched && key === RESET_WITH_FORWARDING),
  );
  return keys.map((key) => ({ do: "set-sysctl", node: name, key, value: sysctls[key] ?? "" }));
}

function fileChanges(now: readonly PlannedFile[], { name: node, files }: PlannedNode) {
  const wantedPaths = new Set(files.map((file) => file.path));
  const before = new Map(now.map((file) => [file.path, file]));
  const removed = now.filter((file) => !wantedPaths.has(file.path));
  const written = files.filter((file) => !equal(before.get(file.path), file));
  return {
    daemons: new Set([...removed, ...written].flatMap((file) => file.daemon ?? [])),
    steps: [
      ...removed.map(({ path }): Step => ({ do: "remove-file", node, path })),
      ...written.map(({ path, mode, content }): Step => ({ do: "write-file", node, path, mode, content })),
    ],
  };
}

/** A daemon whose files changed is told; one that must be restarted takes those along that start after it. */
function daemonSteps(
  now: Settings,
  { name: node, daemons }: PlannedNode,
  touched: ReadonlySet<string>,
): Step[] {
  const beyond = new Map(now.daemons.map((daemon) => [daemon.name, daemon.beyondReload]));
  const restarted = new Set<string>();
  return daemons.flatMap((daemon): Step[] => {
    const follows = daemon.after.some((other) => restarted.has(other));
    if (!follows && !touched.has(daemon.name)) return [];
    const isReload = daemon.reload !== "restart" && beyond.get(daemon.name) === daemon.beyondReload;
    if (!follows && isReload) return [{ do: "reload-daemon", node, daemon: daemon.name }];
    restarted.add(daemon.name);
    return [{ do: "restart-daemon", node, daemon: daemon.name }];
  });
}
