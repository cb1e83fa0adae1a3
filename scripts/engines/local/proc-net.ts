/** Whether a /proc/net/tcp or tcp6 text shows a socket in the state LISTEN (0A, net/tcp_states.h) on the port. */
export function listensOn(table: string, port: number): boolean {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return rows(table).some((columns) => columns[3] === "0A" && columns[1]?.endsWith(suffix));
}

/** Real servers of weight above 0 that a /proc/net/ip_vs text shows for a TCP virtual service; null where it has none such. */
export function ipvsServers(table: string, vip: string, port: number): number | null {
  const wanted = `${hex(vip)}:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  let inside = false;
  let servers: number | null = null;
  for (const [kind = "", name = "", , weight = "0"] of rows(table)) {
    if (kind === "TCP" || kind === "UDP" || kind === "FWM") {
      inside = kind === "TCP" && name === wanted;
      if (inside) servers = 0;
    } else if (kind === "->" && inside && servers !== null && Number(weight) > 0) servers += 1;
  }
  return servers;
}

/** Whether a /proc/net/route text has a usable route to exactly this IPv4 prefix. */
export function hasRoute(table: string, to: string): boolean {
  const [network = "0.0.0.0", length = "32"] = to === "default" ? ["0.0.0.0", "0"] : to.split("/");
  const bits = Number(length);
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  const wanted = [reversed(hex(network)), reversed(mask.toString(16).toUpperCase().padStart(8, "0"))];
  return rows(table).some((row) => row[1] === wanted[0] && row[7] === wanted[1]);
}

function rows(table: string): string[][] {
  return table.split("\n").map((line) => line.trim().split(/\s+/));
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
