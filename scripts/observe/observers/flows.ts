import { setTimeout as wait } from "node:timers/promises";
import type { Plan } from "../../../stacks/plan/plan.ts";
import { procAddress } from "../../proc-address.ts";
import type { HandledFlow } from "../observation.ts";
import type { Observer, ObserverContext } from "./observer.ts";

/** From one look to the next, milliseconds, and never less than a look takes: a half-open connection stays for a minute. */
const EVERY_MS = 400;

/** Which server each director hands each flow to, by its connection table. */
export const flows: Observer<"flows", "flows"> = {
  nothing: { flows: [] },
  async begin(needs, context) {
    const { plan } = context.lab;
    const directors = new Set(
      needs.flatMap(({ service }) => plan.services.find(({ name }) => name === service)?.directors ?? []),
    );
    const over = new AbortController();
    const watches = [...directors].map((director) => watch(director, over.signal, context));
    for (const one of watches) one.catch(() => {});
    return {
      async end() {
        over.abort();
        return { flows: (await Promise.all(watches)).flat() };
      },
      cancel: async () => over.abort(),
    };
  },
};

/** A director that is dead has no table to read, and one that has just been started an empty one. */
async function watch(
  director: string,
  over: AbortSignal,
  { engine, lab, signal }: ObserverContext,
): Promise<HandledFlow[]> {
  const found: HandledFlow[] = [];
  let known = new Set<string>();
  for (let last = false; !last; ) {
    last = over.aborted;
    const begunAt = performance.now();
    const { stdout } = await engine
      .run(lab, director, ["cat", "/proc/net/ip_vs_conn"], { signal })
      .catch((error: unknown) => {
        signal.throwIfAborted();
        return { stdout: "", error };
      });
    // A busy guest takes seconds for a long table, and what came meanwhile is in it: it was there by the end, not by the beginning.
    const at = performance.timeOrigin + performance.now();
    const table = parseFlows(stdout, lab.plan);
    const keyOf = ({ service, client }: (typeof table)[number]) => `${service} ${client}`;
    for (const flow of table) if (!known.has(keyOf(flow))) found.push({ director, at, ...flow });
    known = new Set(table.map(keyOf));
    const pauseMs = Math.max(EVERY_MS, performance.now() - begunAt);
    if (!last) await wait(pauseMs, undefined, { signal: AbortSignal.any([signal, over]) }).catch(() => {});
    signal.throwIfAborted();
  }
  return found;
}

/** The TCP connections of a plan's services in a /proc/net/ip_vs_conn text, whose numbers are in hexadecimal. */
export function parseFlows(text: string, { services }: Plan): Omit<HandledFlow, "director" | "at">[] {
  return text.split("\n").flatMap((line) => {
    const [protocol, from = "", fromPort = "", to = "", toPort = "", server = ""] = line.trim().split(/\s+/);
    if (protocol !== "TCP" || from.length !== 8) return [];
    const [vip, port] = [procAddress(to), Number.parseInt(toPort, 16)];
    const service = services.find((one) => one.vip === vip && one.port === port);
    const node = service?.servers.find((one) => one.address === procAddress(server))?.node;
    if (service === undefined || node === undefined) return [];
    const client = `${procAddress(from)}:${Number.parseInt(fromPort, 16)}`;
    return [{ service: service.name, client, server: node }];
  });
}
