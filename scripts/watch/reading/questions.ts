import { isOuter, type NodeKernel } from "../../../stacks/guest/kernel-sides.ts";
import type { Plan, PlannedNode, PlannedService } from "../../../stacks/plan/plan.ts";
import { vipsOf } from "../../../stacks/plan/vips-of.ts";
import { queriesOf } from "../model/name-answers.ts";
import { IPVS_FAMILY, serversRequest } from "./ipvs-dump.ts";

/** What the reader in one side of a node is asked at each look; see templates/watch/reader.pl for the kinds. */
export interface Asked {
  readonly side: "network" | "outer";
  readonly questions: readonly Question[];
}

export type Question = readonly [name: QuestionName, kind: string, ...more: string[]];

/** What is asked for; answers are kept by these names. */
export type QuestionName =
  | "counters"
  | "carriers"
  | "daemons"
  | "outer-daemons"
  | "ipvs"
  | "ipvs-live"
  | "ipvs-counters"
  | "proxy"
  | "addresses"
  | "bgp"
  | "bgp-sockets"
  | "route-changes"
  | "ways"
  | "names";

/** Seconds: IPVS refreshes the counters of a service so often. */
const COUNTERS_EVERY_S = "2";
/** Seconds: a name server that answers for many clients works more than the reader. */
const NAMES_EVERY_S = "2";
/** Seconds: vtysh takes a tenth of a second of a processor, and sockets and routes tell when there is something new. */
const BGP_EVERY_S = "300";
const BGP_GAP_S = "5";

const DAEMONS = "/run/service/*/supervise/stat";
/** Of the plan's interfaces. */
const CARRIERS = "/sys/class/net/eth*/carrier";

/** What is to be known of a node, asked where it can be seen: a guest does not notice that its cable is cut. */
export function questionsOf(node: PlannedNode, plan: Plan, kernel: NodeKernel): Asked[] {
  const hasOuter = node.daemons.some(({ needs }) => isOuter(kernel, needs));
  const carriers: Question = ["carriers", "file", CARRIERS];
  const inside: Question[] = [
    ["counters", "file", "/proc/net/dev"],
    ...(node.daemons.length > 0 ? [["daemons", "file", DAEMONS] as const] : []),
    ...balancing(node, plan),
    ...routing(node),
    ...(node.role === "dns" ? [["names", "dns", NAMES_EVERY_S, ...queriesOf(plan)] as const] : []),
  ];
  if (kernel === "host") return [{ side: "network", questions: [...inside, carriers] }];
  const outside: Question[] = [carriers, ...(hasOuter ? [["outer-daemons", "file", DAEMONS] as const] : [])];
  return [
    { side: "network", questions: inside },
    { side: "outer", questions: outside },
  ];
}

function balancing({ name }: PlannedNode, { services }: Plan): Question[] {
  const own = services.filter(({ directors }) => directors.includes(name));
  const isShared = own.some(({ vrrp, announcement }) => vrrp !== undefined || announcement !== undefined);
  return [
    ...(own.some(({ mode }) => mode !== "proxy")
      ? ([
          ["ipvs", "file", "/proc/net/ip_vs"],
          ["ipvs-live", "file", "/proc/net/ip_vs_stats_percpu"],
          ["ipvs-counters", "dump", COUNTERS_EVERY_S, IPVS_FAMILY, ...serverRequests(own)],
        ] as const)
      : []),
    ...(own.some(({ mode }) => mode === "proxy")
      ? [["proxy", "ask", "haproxy", "/run/haproxy/admin.sock", "show stat"] as const]
      : []),
    ...(isShared ? [["addresses", "find", "/proc/net/fib_trie", OWN_ADDRESS] as const] : []),
  ];
}

function serverRequests(services: readonly PlannedService[]): string[] {
  return services
    .filter(({ mode }) => mode !== "proxy")
    .flatMap((service) => vipsOf(service).map((vip) => serversRequest({ ...service, vip })));
}

/** In /proc/net/fib_trie. */
const OWN_ADDRESS = String.raw`\|-- (\S+)\n\s+/32 host LOCAL`;
/** In /proc/net/tcp: both ends of the connections with port 179 (hexadecimal B3) that are established (01, net/tcp_states.h). */
const BGP_SOCKET = String.raw`^\s*\d+: (\S+:00B3 \S+ 01|\S+ \S+:00B3 01)`;

/** A session is told by its router alone: its director has the other end of it, and often a slow guest. */
function routing(node: PlannedNode): Question[] {
  if (!isBgpRouter(node)) return [];
  return [
    ["bgp-sockets", "stir", "/proc/net/tcp", BGP_SOCKET],
    // It would outlive a reader that is killed.
    ["route-changes", "hear", "setpriv", "--pdeathsig", "KILL", "ip", "-o", "monitor", "route"],
    [
      "bgp",
      "run",
      BGP_EVERY_S,
      BGP_GAP_S,
      "timeout",
      "5",
      "vtysh",
      "-c",
      "show bgp ipv4 unicast summary json",
    ],
    ["ways", "run", BGP_EVERY_S, "0", "/bin/sh", "-c", SHOW_WAYS, "ways", ...waysOf(node)],
  ];
}

/** A line of JSON for each VIP, in their order. */
const SHOW_WAYS = 'for vip; do echo "$(ip -json route show "$vip")"; done';

/** The prefixes to which a router is to have several ways. */
export function waysOf({ readiness }: PlannedNode): string[] {
  return readiness.flatMap((probe) => (probe.kind === "ways" ? [probe.to] : []));
}

export function isBgpRouter({ role, files }: PlannedNode): boolean {
  return (
    role === "router" &&
    files.some(({ daemon, content }) => daemon === "frr" && /^router bgp /m.test(content))
  );
}
