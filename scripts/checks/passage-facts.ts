import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import type { PacketField } from "../../stacks/lab/schema/expectations/rewrite.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { vipsOf } from "../../stacks/plan/vips-of.ts";
import type { Passage } from "../observe/packets/passages.ts";
import type { Segment } from "../observe/packets/sightings.ts";
import { ownerOf } from "./address-owner.ts";
import type { Evidence } from "./check.ts";
import { namesOfAny } from "./facts.ts";

/** What a hop did to one packet, as far as another run would show the same: which fields it changed, and the values that the plan decides. */
export function passageFacts(
  { in: before, out: after, changed }: Passage,
  { direction }: Expectation<"rewrite">,
  { running }: Evidence,
): string[] {
  const at = namesOfAny(running)(before.point.node);
  const values = Object.entries(valuesIn(direction, running)).flatMap(([field, read]) => {
    const [was, is] = [read(before), read(after)];
    if (was === null && is === null) return [];
    return was === is ? `${at}: ${field} stays ${was}` : `${at}: ${field} ${was ?? "none"} → ${is ?? "none"}`;
  });
  return [`${at}: changed ${changed.join(", ") || "nothing"}`, ...values];
}

/** The other port is the client's own choice, and so are numbers and checksums. */
function valuesIn(
  direction: "request" | "reply",
  running: Plan,
): Partial<Record<PacketField, (segment: Segment) => string | number | null>> {
  const station = (mac: string) => stationOf(mac, running);
  const host = (address: string) => hostOf(address, running);
  return {
    "eth.src": ({ ethSrc }) => station(ethSrc),
    "eth.dst": ({ ethDst }) => station(ethDst),
    "ip.ttl": ({ ip }) => ip.ttl,
    "ip.src": ({ ip }) => host(ip.src),
    "ip.dst": ({ ip }) => host(ip.dst),
    ...(direction === "request"
      ? { "tcp.dstport": ({ tcp }) => tcp.dstPort }
      : { "tcp.srcport": ({ tcp }) => tcp.srcPort }),
    ipip: ({ outer }) => (outer === undefined ? null : `${host(outer.src)} to ${host(outer.dst)}`),
  };
}

/** Whose interface has a MAC, as in `edge1:eth1`. */
function stationOf(mac: string, plan: Plan): string {
  const found = plan.nodes.flatMap(({ name, interfaces }) =>
    interfaces.flatMap((one) => (one.mac === mac ? `${namesOfAny(plan)(name)}:${one.name}` : [])),
  );
  return found[0] ?? "a stranger";
}

/** Whose an address is; the address itself of a VIP, which several may have, and of a stranger. */
function hostOf(address: string, plan: Plan): string {
  const owner = plan.services.some((service) => vipsOf(service).includes(address))
    ? null
    : ownerOf(address, plan);
  return owner === null ? address : namesOfAny(plan)(owner);
}
