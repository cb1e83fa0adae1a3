/** One header of a frame, or what the headers carry. */
export interface FrameLayer {
  readonly name: string;
  /** Two digits a byte. */
  readonly bytes: readonly string[];
}

/** A frame taken apart into its headers, by the lengths that they tell (RFC 791, 8200, 9293, 768, 2003). */
export function frameLayers(hex: string): FrameLayer[] {
  const bytes = hex.match(/[0-9a-f]{2}/g) ?? [];
  const at = (index: number) => Number.parseInt(bytes[index] ?? "0", 16);
  const cuts: [name: string, length: number][] = [["Ethernet", 14]];
  const etherType = at(12) * 256 + at(13);
  let next = etherType === 0x0800 ? "IPv4" : etherType === 0x86dd ? "IPv6" : "";
  for (let from = 14; next !== "" && from < bytes.length; ) {
    const [length, following] = headerAt(next, from, at);
    cuts.push([next, length]);
    from += length;
    next = following;
  }
  const headers = cuts.filter(([name]) => name === "IPv4").length > 1 ? named(cuts) : cuts;
  let from = 0;
  const layers = headers.map(([name, length]) => {
    const layer = { name, bytes: bytes.slice(from, from + length) };
    from += length;
    return layer;
  });
  return from < bytes.length ? [...layers, { name: "payload", bytes: bytes.slice(from) }] : layers;
}

/** How long a header is, and what follows it. */
function headerAt(name: string, from: number, at: (index: number) => number): [number, string] {
  const carried = (protocol: number) => CARRIED[protocol] ?? "";
  if (name === "IPv4") return [(at(from) & 15) * 4, carried(at(from + 9))];
  if (name === "IPv6") return [40, carried(at(from + 6))];
  return [name === "TCP" ? (at(from + 12) >> 4) * 4 : 8, ""];
}

const CARRIED: Readonly<Record<number, string>> = { 4: "IPv4", 6: "TCP", 17: "UDP" };

/** In a tunnel the first of two headers is the outer one. */
function named(cuts: readonly [string, number][]): [string, number][] {
  const outer = cuts.findIndex(([name]) => name === "IPv4");
  return cuts.map(([name, length], index) => [index === outer ? "outer IPv4" : name, length]);
}
