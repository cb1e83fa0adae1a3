import { offloadsOff } from "../plan/boot-script.ts";
import type {
  PlannedInterface,
  PlannedNode,
  PlannedRoute,
  PlannedSourceNat,
  Protocol,
} from "../plan/plan.ts";
import { contains, parseAddress, parsePrefix } from "../plan/prefix.ts";

/**
 * A guest cannot change sources, so the machine's kernel does it for the guest, in the node's outer namespaces. Between
 * the wire's end (eth1) and the guest's interface there is a pair of interfaces more: `eth1h` for the host's kernel, and
 * `eth1g`, which the guest reads and writes. Frames pass between eth1 and eth1h as over a wire, whatever they carry;
 * only what goes to a real server with another source than the node's own, and what answers that, is diverted through
 * the kernel's routing and its tables. The guest knows nothing of it.
 */
export function divertScript(node: PlannedNode): string[] {
  const faces = facesOf(node);
  if (faces.length === 0) return [];
  return [
    ...faces.flatMap(({ name }) => [
      `[ -e /sys/class/net/${hostEnd(name)} ] || ip link add ${hostEnd(name)} type veth peer name ${name}g`,
      ...[hostEnd(name), `${name}g`].map(offloadsOff),
      ...[name, hostEnd(name)].flatMap((dev) => SETTINGS.map((setting) => setTo(dev, setting))),
      // The guest asks and answers by ARP for the address that both have.
      setTo(name, ["arp_ignore", "8"]),
      `ip rule delete iif ${name} 2>/dev/null || :`,
    ]),
    "ip -batch - <<END",
    ...faces.flatMap((face) => linesOf(face, node.routes)),
    "END",
    "nft --file - <<END",
    ...rulesOf(faces),
    "END",
  ];
}

/** The interface that a guest's frames pass through in the node's outer namespaces. */
export function guestEnd({ sourceNat = [] }: PlannedNode, name: string): string {
  return sourceNat.some((one) => one.interface === name) ? `${name}g` : name;
}

/** An interface that connections are diverted at, with what the plan says of both. */
type Face = PlannedInterface &
  Pick<PlannedSourceNat, "address" | "ports" | "servers"> & { readonly table: number };

function facesOf({ interfaces, sourceNat = [] }: PlannedNode): Face[] {
  return interfaces.flatMap((one, index) => {
    const planned = sourceNat.find((nat) => nat.interface === one.name);
    return planned === undefined ? [] : [{ ...planned, ...one, table: FIRST_TABLE + index }];
  });
}

/** Routing tables that nobody else uses in the node's outer namespaces, one an interface. */
const FIRST_TABLE = 100;

function hostEnd(name: string): string {
  return `${name}h`;
}

const SETTINGS = [
  ["forwarding", "1"],
  ["rp_filter", "0"],
  ["send_redirects", "0"],
] as const;

/** Where an engine has set it, /proc/sys may be read-only. */
function setTo(dev: string, [key, value]: readonly [string, string]): string {
  const path = `/proc/sys/net/ipv4/conf/${dev}/${key}`;
  // Not by `read`: dash reads byte by byte, and such a file is read at once or ends (kernel/sysctl.c, proc_dointvec).
  return `[ "$(cat ${path})" = ${value} ] || echo ${value} >${path}`;
}

/** What an engine has to set before, where /proc/sys is read-only; the pairs made later take the defaults. */
export function divertSysctls(node: PlannedNode): Record<string, string> {
  const faces = facesOf(node);
  if (faces.length === 0) return {};
  const settings = ["all", "default", ...faces.map(({ name }) => name)].flatMap((dev) =>
    SETTINGS.map(([key, value]) => [`net.ipv4.conf.${dev}.${key}`, value] as const),
  );
  const quiet = faces.map(({ name }) => [`net.ipv4.conf.${name}.arp_ignore`, "8"] as const);
  return Object.fromEntries([...settings, ...quiet]);
}

/**
 * What comes from the guest takes the plan's routes, and what comes from the wire goes to the guest. The address is
 * there only to ask for neighbours in its name: what is sent to it is the guest's.
 */
function linesOf({ name, mac, address, addresses, table }: Face, routes: readonly PlannedRoute[]): string[] {
  const prefix = parsePrefix(addresses[0] ?? address);
  const over = routes.filter(({ via }) => contains(prefix, parseAddress(via)));
  const host = hostEnd(name);
  return [
    `link set ${name} address ${mac} up`,
    `link set ${host} up`,
    `link set ${name}g up`,
    `address flush dev ${name}`,
    `address add ${address}/32 dev ${name}`,
    `route delete local ${address} dev ${name} table local`,
    `route replace ${prefix.text} dev ${name}`,
    ...over.map(({ to, via }) => `route replace ${to} via ${via} dev ${name}`),
    `neighbour replace ${address} lladdr ${mac} dev ${host} nud permanent`,
    `route replace default via ${address} dev ${host} onlink table ${table}`,
    `rule add iif ${name} lookup ${table}`,
  ];
}

function rulesOf(faces: readonly Face[]): string[] {
  const devices = faces.flatMap(({ name }) => [name, hostEnd(name)]).map((dev) => `"${dev}"`);
  return [
    "table netdev divert",
    "delete table netdev divert",
    "table netdev divert {",
    ...faces.flatMap(chainsOf),
    "}",
    "table ip divert",
    "delete table ip divert",
    "table ip divert {",
    // The director takes one from the TTL, and its guest has: what routing takes is put back before. nft cannot add.
    ...TTLS.flatMap((ttl) => [`chain ttl-${ttl} {`, `ip ttl set ${ttl + 1}`, "}"]),
    "chain arrival {",
    "type filter hook prerouting priority raw",
    `iifname { ${devices.join(", ")} } ip ttl vmap { ${TTLS.map((ttl) => `${ttl} : goto ttl-${ttl}`).join(", ")} }`,
    "}",
    "}",
  ];
}

const TTLS = Array.from({ length: 254 }, (_, index) => index + 1);

function chainsOf({ name, address, ports, servers }: Face): string[] {
  const hosts = [...new Set(servers.map((server) => server.address))].join(", ");
  const protocols = [...new Set(servers.map(({ protocol }) => protocol))];
  const sockets = (protocol: Protocol) =>
    servers.flatMap((one) => (one.protocol === protocol ? [`${one.address} . ${one.port}`] : [])).join(", ");
  const ingress = (dev: string) => [
    `chain ${dev} {`,
    `type filter hook ingress device "${dev}" priority filter`,
  ];
  return [
    ...ingress(name),
    ...protocols.map(
      (protocol) =>
        `ip daddr ${address} ${protocol} dport ${ports.join("-")} ip saddr . ${protocol} sport { ${sockets(protocol)} } accept`,
    ),
    `ip daddr ${address} icmp type ${ERRORS} accept`,
    // Either kernel may have asked.
    `arp operation reply dup to "${hostEnd(name)}" accept`,
    `fwd to "${hostEnd(name)}"`,
    "}",
    ...ingress(hostEnd(name)),
    // The frame has the next hop's MAC address already.
    ...protocols.map(
      (protocol) =>
        `ip saddr != ${address} ip daddr . ${protocol} dport { ${sockets(protocol)} } meta pkttype set host accept`,
    ),
    `ip saddr != ${address} ip daddr { ${hosts} } icmp type ${ERRORS} meta pkttype set host accept`,
    `fwd to "${name}"`,
    "}",
  ];
}

/** What tells of a packet that did not arrive; it carries that packet's head, whose addresses are translated too. */
const ERRORS = "{ destination-unreachable, time-exceeded, parameter-problem }";
