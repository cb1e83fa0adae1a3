import type { Protocol } from "../../../stacks/plan/plan.ts";
import { formatAddress, parseAddress, parsePrefix } from "../../../stacks/plan/prefix.ts";
import { procAddress } from "../../proc-address.ts";

/** Whether a /proc/net/tcp or tcp6 text shows a socket in the state LISTEN (0A, net/tcp_states.h) on the port. */
export function listensOn(table: string, port: number): boolean {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return rows(table).some((columns) => columns[3] === "0A" && columns[1]?.endsWith(suffix));
}

export interface IpvsServer {
  readonly address: string;
  readonly port: number;
  /** In the kernel's words: Route, Masq, Tunnel, Local. */
  readonly forwarding: string;
  readonly weight: number;
  /** Connections: those that are established, and all others. */
  readonly active: number;
  readonly inactive: number;
}

export interface IpvsService {
  readonly scheduler: string;
  readonly onePacket: boolean;
  readonly persistent: boolean;
  readonly servers: readonly IpvsServer[];
}

/**
 * A virtual service in a /proc/net/ip_vs text; null where it has none such. IPv4 stands there as one hexadecimal number,
 * IPv6 in brackets with all its digits (net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_info_seq_show).
 */
export function ipvsService(
  table: string,
  { protocol, vip, port }: { readonly protocol: Protocol; readonly vip: string; readonly port: number },
): IpvsService | null {
  const lines = rows(table);
  const start = lines.findIndex(([kind, name = ""]) => {
    if (kind !== protocol.toUpperCase()) return false;
    const socket = socketOf(name);
    return socket.address === vip && socket.port === port;
  });
  if (start === -1) return null;
  const end = lines.findIndex(([kind], index) => index > start && kind !== "->");
  const servers = lines.slice(start + 1, end === -1 ? undefined : end);
  return {
    scheduler: lines[start]?.[2] ?? "",
    onePacket: lines[start]?.includes("ops") ?? false,
    persistent: lines[start]?.includes("persistent") ?? false,
    servers: servers.map(([, name = "", forwarding = "", weight = "0", active = "0", inactive = "0"]) => ({
      ...socketOf(name),
      forwarding,
      weight: Number(weight),
      active: Number(active),
      inactive: Number(inactive),
    })),
  };
}

/** Whether a /proc/net/route text has a route to exactly this IPv4 prefix, over this next hop. */
export function hasRoute(table: string, to: string, via: string): boolean {
  const [network = "0.0.0.0", length = "32"] = to === "default" ? ["0.0.0.0", "0"] : to.split("/");
  const bits = Number(length);
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  const destination = reversed(hex(network));
  const gateway = reversed(hex(via));
  const masked = reversed(mask.toString(16).toUpperCase().padStart(8, "0"));
  return rows(table).some((row) => row[1] === destination && row[2] === gateway && row[7] === masked);
}

/**
 * Whether a /proc/net/ipv6_route text has a route to exactly this prefix, over this next hop: all digits of the prefix
 * and of the next hop in columns 0 and 4, the prefix's length in hexadecimal in column 1.
 */
export function hasRoute6(table: string, to: string, via: string): boolean {
  const prefix = parsePrefix(to === "default" ? "::/0" : to);
  const digits = (address: bigint) => address.toString(16).padStart(32, "0");
  const wanted = [digits(prefix.first), prefix.bits.toString(16).padStart(2, "0"), digits(parseAddress(via))];
  return rows(table).some((row) => [row[0], row[1], row[4]].join(" ") === wanted.join(" "));
}

function rows(table: string): string[][] {
  return table.split("\n").map((line) => line.trim().split(/\s+/));
}

/** `0A140002:0050` or `[2001:0db8:…:0100]:0050` as people write it. */
function socketOf(name: string): { readonly address: string; readonly port: number } {
  const [, bracketed, digits = "", port = ""] =
    /^(?:\[(.+)\]|([0-9A-F]{8})):([0-9A-F]{4})$/i.exec(name) ?? [];
  const address = bracketed === undefined ? procAddress(digits) : formatAddress(parseAddress(bracketed));
  return { address, port: Number.parseInt(port, 16) };
}

function hex(address: string): string {
  return address
    .split(".")
    .map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, "0"))
    .join("");
}

/** The kernel prints /proc/net/route in the machine's byte order. */
function reversed(word: string): string {
  return (word.match(/../g) ?? []).reverse().join("");
}
