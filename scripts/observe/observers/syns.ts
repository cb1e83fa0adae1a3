import { Writable } from "node:stream";
import type { Plan, PlannedService } from "../../../stacks/plan/plan.ts";
import type { CapturePoint } from "../../engines/engine.ts";
import { packetsIn } from "../../engines/nodes/pcapng-packets.ts";
import type { SynReading } from "../observation.ts";
import type { Observer } from "./observer.ts";

/** The SYNs to a service's VIP that come to the lab's guards, and to the directors behind them. */
export const syns: Observer<"syns", "syns"> = {
  nothing: { syns: [] },
  async begin(needs, { engine, lab }) {
    const { plan } = lab;
    const services = plan.services.filter(({ name }) => needs.some(({ service }) => service === name));
    const nodes = nodesThatSee(services, plan);
    const chunks: Buffer[] = [];
    const frames = await engine.stream(lab, pointsOf(nodes, plan), collect(chunks), {
      filter: `${IS_SYN} and (${services.map(({ vip, port }) => `dst host ${vip} and tcp dst port ${port}`).join(" or ")})`,
    });
    return {
      async end() {
        await frames.stop();
        const lost = await frames.losses();
        // Where frames were lost nobody knows how many came.
        return { syns: lost.size > 0 ? [] : readingsOf(Buffer.concat(chunks), nodes, plan) };
      },
      cancel: async () => void (await frames.stop()),
    };
  },
};

/** A packet that asks for a new connection, as pcap-filter(7) says it. */
const IS_SYN = "tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn";

function nodesThatSee(services: readonly PlannedService[], { nodes }: Plan): string[] {
  const guards = nodes.filter(({ role }) => role === "guard").map(({ name }) => name);
  return [...new Set([...guards, ...services.flatMap(({ directors }) => directors)])];
}

function pointsOf(names: readonly string[], { nodes }: Plan): CapturePoint[] {
  return nodes
    .filter(({ name }) => names.includes(name))
    .flatMap(({ name, interfaces }) => interfaces.map((one) => ({ node: name, interface: one.name })));
}

/** How many SYNs came to each of the nodes, and when; what a node sends on does not count. */
export function readingsOf(capture: Buffer, names: readonly string[], { nodes }: Plan): SynReading[] {
  const macs = new Map(
    nodes.flatMap(({ name, interfaces }) => interfaces.map((one) => [`${name}:${one.name}`, one.mac])),
  );
  const at = new Map(names.map((name) => [name, [] as number[]]));
  for (const { interface: point, atMs, frame } of packetsIn(capture)) {
    const to = frame.subarray(0, 6).toString("hex").replace(/..\B/g, "$&:");
    if (macs.get(point) === to) at.get(point.split(":")[0] ?? "")?.push(atMs);
  }
  return [...at].map(([node, times]) => ({ node, at: times.sort((a, b) => a - b) }));
}

function collect(chunks: Buffer[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
}
