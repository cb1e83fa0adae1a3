import { socketText } from "../../../stacks/plan/socket-text.ts";
import type { FieldChange, Trace, TracedHop, TracedLookup, TracedWalk } from "../../trace/trace.ts";

/** `client1 → edge1 → lvs1`, with what became of the packet where that is not the plain end. */
export function wayText({ hops, end }: TracedWalk): string {
  const way = hops.map(({ node }) => node).join(" → ");
  if (end === "taken") return way;
  return end === "lost" ? `${way} → nowhere` : `${way} and no further`;
}

/** When a hop did what it did: as it went on, else as it came. */
export function hopAtMs({ in: came, out }: TracedHop): number {
  return out?.atMs ?? came?.atMs ?? 0;
}

/** `eth0 → eth1`. */
export function interfacesText({ in: came, out }: TracedHop): string {
  if (came === null) return `→ ${out?.interface ?? ""}`;
  return out === null ? `${came.interface} →` : `${came.interface} → ${out.interface}`;
}

/** Changes in a person's order: the frame, the headers, and what follows from those. */
export function changeLines(
  changes: readonly FieldChange[],
): { readonly name: string; readonly text: string }[] {
  const of = (field: FieldChange["field"]) => changes.find((change) => change.field === field);
  const [src, dst] = [of("eth.src"), of("eth.dst")];
  const frame =
    src === undefined && dst === undefined
      ? []
      : [
          {
            name: "MAC",
            text: `${src?.was ?? "same"} > ${dst?.was ?? "same"}  →  ${src?.is ?? "same"} > ${dst?.is ?? "same"}`,
          },
        ];
  const named = SHOWN.flatMap(([field, name, portField]) => {
    const change = of(field);
    const port = portField === undefined ? undefined : (of(`tcp.${portField}`) ?? of(`udp.${portField}`));
    if (change === undefined)
      return port === undefined ? [] : [{ name: `${name} port`, text: `${port.was} → ${port.is}` }];
    const [was, is] = [change.was || "none", change.is || "none"];
    if (port === undefined) return [{ name, text: `${was} → ${is}` }];
    const sockets = [socketText(was, Number(port.was)), socketText(is, Number(port.is))];
    return [{ name, text: sockets.join(" → ") }];
  });
  return [...frame, ...named];
}

/** By their names for people; a port stands with its address, and checksums elsewhere. */
const SHOWN = [
  ["ipip", "IP around it"],
  ["ipip.ttl", "its TTL"],
  ["ip.src", "source", "srcport"],
  ["ip.dst", "destination", "dstport"],
  ["ip.ttl", "TTL"],
  ["ipv6.flow", "flow label"],
  ["tcp.seq", "sequence"],
  ["tcp.ack", "acknowledges"],
] as const satisfies readonly (readonly [FieldChange["field"], string, ("srcport" | "dstport")?])[];

/** `its resolver told it www.shop.test is 10.1.0.100, in 3.16 ms`. */
export function lookupText({ name, answer, tookMs }: TracedLookup): string {
  return `its resolver told it ${name} is ${answer}, in ${msText(tookMs)} ms`;
}

/** What is said where there is no walk. */
export function noPacketText({ lab, client }: Pick<Trace, "lab" | "client">): string {
  return `no packet of it left ${client}; \`tierlab exec ${lab} ${client} -- ip route\` shows the ways that it has`;
}

/** As in `IP and TCP checksums`; empty where none changed. */
export function checksumText(changes: readonly FieldChange[]): string {
  const names = [
    ...(changes.some(({ field }) => field === "ip.checksum") ? ["IP"] : []),
    ...(changes.some(({ field }) => field === "ipip.checksum") ? ["outer IP"] : []),
    ...(changes.some(({ field }) => field === "tcp.checksum") ? ["TCP"] : []),
    ...(changes.some(({ field }) => field === "udp.checksum") ? ["UDP"] : []),
  ];
  return names.length === 0 ? "" : `${names.join(" and ")} checksum${names.length > 1 ? "s" : ""}`;
}

/** Milliseconds with as many digits as a capture tells. */
export function msText(ms: number): string {
  return ms.toFixed(ms >= 1000 ? 0 : 2);
}
