import type { Plan } from "../../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { readySenders } from "../../traffic/send.ts";
import { SenderPool } from "../../traffic/sender-pool.ts";
import { type TrafficView, withRequest } from "../model/traffic-view.ts";

/** Traffic ends by itself: each client asks so often for so long, milliseconds. */
const EVERY_MS = 50;
const FOR_MS = 60_000;
const TIMEOUT_MS = 1_000;

/** What HTTP can be sent to: services of TCP, and names that clients look up. */
export function targetsOf({ services, names = [] }: Plan): string[] {
  return [
    ...services.filter(({ protocol }) => protocol === "tcp").map(({ name }) => name),
    ...names.map(({ name }) => name),
  ];
}

/** Clients that do not pretend to be others. */
export function clientsIn({ nodes }: Plan): string[] {
  return nodes
    .filter(({ role, spoofs }) => role === "client" && spoofs === undefined)
    .map(({ name }) => name);
}

/** Sends probes from all clients, and tells how they go; resolves once they have ended, by themselves or by the signal. */
export async function sendTraffic(
  engine: Pick<Engine, "spawn">,
  lab: RunningLab,
  target: string,
  onChange: (traffic: TrafficView) => void,
  signal: AbortSignal,
): Promise<void> {
  const clients = clientsIn(lab.plan);
  let traffic: TrafficView = {
    target,
    clients,
    endsAt: Date.now() + FOR_MS,
    served: 0,
    failed: 0,
    lastFailure: null,
    servers: new Map(),
  };
  onChange(traffic);
  const pool = new SenderPool(engine, signal);
  const senders = await readySenders({
    pool,
    lab,
    sends: [
      {
        probe: target,
        over: "ipv4",
        from: clients,
        every: EVERY_MS,
        for: FOR_MS,
        path: "/",
        timeout: TIMEOUT_MS,
      },
    ],
    signal,
    onRequest: (record) => {
      traffic = withRequest(traffic, record);
      onChange(traffic);
    },
  });
  try {
    await senders.go(() => {
      traffic = { ...traffic, endsAt: Date.now() + FOR_MS };
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    senders.end();
    pool.clear(lab);
  }
}
