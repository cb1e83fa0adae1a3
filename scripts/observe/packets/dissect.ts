import type { Plan } from "../../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { IpHeader, Packet } from "../observation.ts";
import { FIELDS, type Field, httpPorts, tsharkCommand, VALUE_SEPARATOR } from "./tshark.ts";

const DISSECTION_MS = 60_000;

/** Takes a capture apart with the node image's tshark: every frame that a node sent or was sent, in order of time. */
export async function dissect(
  engine: Pick<Engine, "tool">,
  lab: RunningLab,
  file: string,
): Promise<Packet[]> {
  const command = tsharkCommand(file, httpPorts(lab.plan));
  const result = await engine.tool(lab, command, { timeoutMs: DISSECTION_MS });
  if (result.exitCode !== 0)
    throw new ToldError(
      `tshark could not read ${file} (exit code ${result.exitCode}): ${lastLine(result.stderr)}`,
      { exitCode: EXIT.cannotRunHere },
    );
  return packetsOf(result.stdout, lab.plan);
}

/** Packets from tshark's columns. Frames that a bridge flooded to a node they are not for are left out. */
export function packetsOf(columns: string, plan: Plan): Packet[] {
  const macs = macsByPoint(plan);
  const packets: Packet[] = [];
  for (const line of columns.split("\n")) {
    if (line === "") continue;
    const packet = packetOf(line.split("\t"), macs);
    if (packet !== null) packets.push(packet);
  }
  // Every interface is captured by a thread of its own, so the file is not in order of time.
  return packets.sort((a, b) => a.at - b.at || a.number - b.number);
}

const COLUMN = Object.fromEntries(FIELDS.map((field, index) => [field, index])) as Record<Field, number>;

function packetOf(columns: readonly string[], macs: ReadonlyMap<string, string>): Packet | null {
  const text = (field: Field) => columns[COLUMN[field]] ?? "";
  const point = pointOf(text("frame.interface_name"));
  const mac = macs.get(text("frame.interface_name"));
  const ethSrc = text("eth.src");
  const ethDst = text("eth.dst");
  if (point === null || mac === undefined) return null;
  const direction = ethSrc === mac ? "out" : ethDst === mac || isGroup(ethDst) ? "in" : null;
  if (direction === null) return null;
  const number = Number(text("frame.number"));
  const at = Number(text("frame.time_epoch")) * 1000;
  return {
    point,
    direction,
    number,
    at,
    ethSrc,
    ethDst,
    ...ipOf(text),
    tcp: tcpOf(text),
    ...udpOf(text),
    http: httpOf(text),
  };
}

type Text = (field: Field) => string;

/** A field has one value for each IP header, the outermost first. */
function ipOf(text: Text): Pick<Packet, "ip" | "outer"> {
  const values = (field: Field) => text(field).split(VALUE_SEPARATOR);
  const headers = values("ip.src").map((src, index): IpHeader => {
    const value = (field: Field) => values(field)[index] ?? "";
    return {
      src,
      dst: value("ip.dst"),
      ttl: Number(value("ip.ttl")),
      id: Number(value("ip.id")),
      checksum: value("ip.checksum"),
      checksumGood: value("ip.checksum.status") === "1",
    };
  });
  const [outermost, ...wrapped] = headers;
  if (outermost === undefined || outermost.src === "") return { ip: ipv6Of(text) };
  const innermost = wrapped.at(-1);
  return innermost === undefined ? { ip: outermost } : { ip: innermost, outer: outermost };
}

/** IPv6 numbers no packets, and leaves checksums to what it carries (RFC 8200). */
function ipv6Of(text: Text): IpHeader | null {
  const src = text("ipv6.src");
  if (src === "") return null;
  const [ttl, flow] = [Number(text("ipv6.hlim")), Number(text("ipv6.flow"))];
  return { src, dst: text("ipv6.dst"), ttl, id: null, checksum: null, checksumGood: true, flow };
}

function tcpOf(text: Text): Packet["tcp"] {
  if (text("tcp.srcport") === "") return null;
  return {
    srcPort: Number(text("tcp.srcport")),
    dstPort: Number(text("tcp.dstport")),
    seq: Number(text("tcp.seq_raw")),
    ack: Number(text("tcp.ack_raw")),
    flags: flagsInWords(Number(text("tcp.flags"))),
    checksum: text("tcp.checksum"),
    // Linux writes 0xffff for a sum of 0 (net/core/dev.c, skb_checksum_help), which every receiver takes and tshark calls bad.
    checksumGood: text("tcp.checksum.status") === "1" || text("tcp.checksum.ffff") !== "",
    payload: text("tcp.payload"),
  };
}

function udpOf(text: Text): Pick<Packet, "udp" | "dns"> {
  if (text("udp.srcport") === "") return {};
  const udp = {
    srcPort: Number(text("udp.srcport")),
    dstPort: Number(text("udp.dstport")),
    checksum: text("udp.checksum"),
    payload: text("udp.payload"),
  };
  if (text("dns.id") === "") return { udp };
  // Newer dissectors write a flag as a word.
  const isAnswer = ["1", "True"].includes(text("dns.flags.response"));
  const addresses = text("dns.a").split(VALUE_SEPARATOR).filter(Boolean);
  // EDNS Client Subnet (RFC 7871): for whom a resolver asks.
  const subnet = text("dns.opt.client.addr4");
  const said = [
    text("dns.qry.name"),
    ...(isAnswer || subnet === "" ? [] : [`for ${subnet}/${text("dns.opt.client.netmask")}`]),
    ...(addresses.length === 0 ? [] : [`is ${addresses.join(", ")}`]),
  ];
  return {
    udp,
    dns: { id: Number(text("dns.id")), kind: isAnswer ? "response" : "request", text: said.join(" ") },
  };
}

function httpOf(text: Text): Packet["http"] {
  const method = text("http.request.method");
  if (method !== "")
    return {
      kind: "request",
      requestId: requestIdIn(text("http.request.line").split(VALUE_SEPARATOR)),
      text: `${method} ${text("http.request.uri")}`,
    };
  const code = text("http.response.code");
  if (code === "") return null;
  return { kind: "response", requestId: null, text: `${code} ${text("http.response.phrase")}`.trim() };
}

/** The dissector writes a header line's end as a backslash and a letter. */
function requestIdIn(headers: readonly string[]): string | null {
  for (const header of headers) {
    const id = /^x-request-id: *(.*?)(\\r\\n)?$/i.exec(header)?.[1];
    if (id !== undefined) return id;
  }
  return null;
}

/** RFC 9293, section 3.1, from the lowest bit. */
const FLAGS = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"] as const;

function flagsInWords(bits: number): string {
  return FLAGS.filter((_, bit) => (bits & (1 << bit)) !== 0).join(" ");
}

function pointOf(name: string): Packet["point"] | null {
  const [node, device] = name.split(":");
  return node === undefined || device === undefined ? null : { node, interface: device };
}

function macsByPoint({ nodes }: Plan): Map<string, string> {
  return new Map(
    nodes.flatMap((node) => node.interfaces.map(({ name, mac }) => [`${node.name}:${name}`, mac] as const)),
  );
}

/** Broadcast and multicast addresses have the lowest bit of their first byte set. */
function isGroup(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
