/** Whether a /proc/net/tcp or tcp6 text shows a socket in the state LISTEN (0A, net/tcp_states.h) on the port. */
export function listensOn(table: string, port: number): boolean {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return rows(table).some((columns) => columns[3] === "0A" && columns[1]?.endsWith(suffix));
}

export interface IpvsServer {
  /** `10.20.0.2:80`. */
  readonly name: string;
  /** In the kernel's words: Route, Masq, Tunnel, Local. */
  readonly forwarding: string;
  readonly weight: number;
}

export interface IpvsService {
  readonly scheduler: string;
  readonly servers: readonly IpvsServer[];
}

/** A TCP virtual service in a /proc/net/ip_vs text; null where it has none such. */
export function ipvsService(table: string, vip: string, port: number): IpvsService | null {
  const wanted = `${hex(vip)}:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const lines = rows(table);
  const start = lines.findIndex(([kind, name]) => kind === "TCP" && name === wanted);
  if (start === -1) return null;
  const end = lines.findIndex(([kind], index) => index > start && kind !== "->");
  const servers = lines.slice(start + 1, end === -1 ? undefined : end);
  return {
    scheduler: lines[start]?.[2] ?? "",
    servers: servers.map(([, name = "", forwarding = "", weight = "0"]) => ({
      name: readable(name),
      forwarding,
      weight: Number(weight),
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

function rows(table: string): string[][] {
  return table.split("\n").map((line) => line.trim().split(/\s+/));
}

/** `0A140002:0050` as people write it. */
function readable(name: string): string {
  const [address = "", port = ""] = name.split(":");
  const bytes = (address.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  return `${bytes.join(".")}:${Number.parseInt(port, 16)}`;
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
