import type { Plan } from "../../../stacks/plan/plan.ts";

/** The dissector's fields that a packet is made of, in the order of the output's columns. */
export const FIELDS = [
  "frame.number",
  "frame.interface_name",
  "frame.time_epoch",
  "eth.src",
  "eth.dst",
  "ip.src",
  "ip.dst",
  "ip.ttl",
  "ip.id",
  "ip.checksum",
  "ip.checksum.status",
  "ipv6.src",
  "ipv6.dst",
  "ipv6.hlim",
  "ipv6.flow",
  "tcp.srcport",
  "tcp.dstport",
  "tcp.seq_raw",
  "tcp.ack_raw",
  "tcp.flags",
  "tcp.checksum",
  "tcp.checksum.status",
  "tcp.checksum.ffff",
  "tcp.payload",
  "http.request.method",
  "http.request.uri",
  "http.request.line",
  "http.response.code",
  "http.response.phrase",
  "udp.srcport",
  "udp.dstport",
  "udp.checksum",
  "udp.payload",
  "dns.id",
  "dns.flags.response",
  "dns.qry.name",
  "dns.a",
  "dns.opt.client.addr4",
  "dns.opt.client.netmask",
] as const;
export type Field = (typeof FIELDS)[number];

/** Between two values of one field, as the lines of an HTTP header. */
export const VALUE_SEPARATOR = "\u001f";

/** Each segment for itself: a sighting must not depend on what another interface saw before. */
const PREFERENCES = {
  "ip.check_checksum": true,
  "tcp.check_checksum": true,
  "tcp.desegment_tcp_streams": false,
  "tcp.analyze_sequence_numbers": false,
  "tcp.relative_sequence_numbers": false,
} as const;

/** The command that dissects a capture; only the named protocols are loaded, which also keeps the dissector quick. */
export function tsharkCommand(file: string, httpPorts: readonly number[]): string[] {
  return [
    "tshark",
    "-n",
    "-r",
    file,
    "--only-protocols",
    "frame,eth,ethertype,ip,ipv6,tcp,http,udp,dns",
    ...Object.entries(PREFERENCES).flatMap(([name, on]) => ["-o", `${name}:${on ? "TRUE" : "FALSE"}`]),
    ...httpPorts.flatMap((port) => ["-d", `tcp.port==${port},http`]),
    "-T",
    "fields",
    "-E",
    "separator=/t",
    "-E",
    "occurrence=a",
    "-E",
    `aggregator=${VALUE_SEPARATOR}`,
    ...FIELDS.flatMap((field) => ["-e", field]),
  ];
}

/** The ports on which a plan's services, servers and readiness probes speak HTTP, ascending. */
export function httpPorts({ services, nodes }: Plan): number[] {
  const ports = [
    ...services.flatMap((service) => [service.port, ...service.servers.map((server) => server.port)]),
    ...nodes.flatMap((node) =>
      node.readiness.flatMap((probe) => (probe.kind === "http" ? [probe.port] : [])),
    ),
  ];
  return [...new Set(ports)].sort((a, b) => a - b);
}
