import type { PlannedService } from "../../../stacks/plan/plan.ts";
import { socketText } from "../../../stacks/plan/socket-text.ts";
import { vipsOf } from "../../../stacks/plan/vips-of.ts";
import { ipvsService } from "../../engines/nodes/proc-net.ts";
import { parseLiveCounters } from "../../observe/observers/ipvs-counters.ts";
import { proxyTable } from "../../observe/pool-tables.ts";
import { serverCount } from "../reading/ipvs-dump.ts";
import type { Answer, Told } from "../reading/look.ts";
import type { NodeReading } from "./node-view.ts";
import { rateOf, sumOf } from "./rate.ts";

/** A service as a person sees it. */
export interface ServiceView {
  readonly name: string;
  /** Its protocol is UDP where no HTTP can be sent to it. */
  readonly protocol: PlannedService["protocol"];
  readonly socket: string;
  readonly mode: PlannedService["mode"];
  readonly scheduler: string;
  readonly directors: readonly DirectorView[];
  readonly servers: readonly ServerView[];
}

/** Rates are of all services of the director together, as the kernel counts them. */
export interface DirectorView {
  readonly node: string;
  readonly isUp: boolean;
  /** Who has the VIP of a virtual router; null where the directors share none. */
  readonly vrrp: "master" | "backup" | null;
  /** Whether it has the VIP that it announces by BGP; null where it announces none. */
  readonly announces: boolean | null;
  readonly connections: number | null;
  readonly packets: number | null;
}

/** Summed over the directors; a rate is null where no director tells. */
export interface ServerView {
  readonly node: string;
  readonly socket: string;
  readonly plannedWeight: number;
  /** By the directors that tell: null where it is in no pool. Undefined: nobody tells. */
  readonly weight: number | null | undefined;
  /** Connections that are open now. */
  readonly active: number | null;
  readonly connections: number | null;
  readonly packets: number | null;
}

export type ReadingOf = (node: string) => NodeReading;

/** `written` is the service as its lab file has it: what runs may be drained. */
export function serviceView(
  service: PlannedService,
  written: PlannedService,
  readingOf: ReadingOf,
): ServiceView {
  const tables = service.directors.map((director) => {
    const { health, told } = readingOf(director);
    if (health !== "up") return null;
    return service.mode === "proxy" ? proxied(told, service) : balanced(told, service);
  });
  const known = tables.filter((table) => table !== null);
  return {
    name: service.name,
    protocol: service.protocol,
    socket: socketText(service.vip, service.port),
    mode: service.mode,
    scheduler: service.scheduler,
    directors: service.directors.map((node, index) => ({
      ...directorView(node, service, readingOf),
      ...(service.mode === "proxy" ? { connections: tables[index]?.connections ?? null, packets: null } : {}),
    })),
    servers: service.servers.map(({ node, address, port, weight }) => {
      const rows = known.map((table) => table.rows.get(node));
      const found = rows.filter((row) => row !== undefined);
      return {
        node,
        socket: socketText(address, port),
        plannedWeight: written.servers.find((server) => server.node === node)?.weight ?? weight,
        weight:
          known.length === 0
            ? undefined
            : found.length === 0
              ? null
              : Math.min(...found.map((row) => row.weight)),
        active: sumOf(found.map((row) => row.active)),
        connections: sumOf(found.map((row) => row.connections)),
        packets: sumOf(found.map((row) => row.packets)),
      };
    }),
  };
}

function directorView(
  node: string,
  { vip, vrrp, announcement }: PlannedService,
  readingOf: ReadingOf,
): DirectorView {
  const { health, told } = readingOf(node);
  const isUp = health === "up";
  const has = isUp ? told.get("addresses")?.text.split("\n").includes(vip) : undefined;
  const live = (column: "connections" | "packets") =>
    isUp ? rateOf(told.get("ipvs-live"), (text) => liveCount(text, column)) : null;
  return {
    node,
    isUp,
    vrrp: vrrp === undefined || has === undefined ? null : has ? "master" : "backup",
    announces: announcement === undefined || has === undefined ? null : has,
    connections: live("connections"),
    packets: live("packets"),
  };
}

function liveCount(text: string, column: "connections" | "packets"): number | undefined {
  const counters = parseLiveCounters(text);
  if (counters === null) return undefined;
  return column === "connections" ? counters.connections : counters.inPackets + counters.outPackets;
}

interface Table {
  readonly rows: ReadonlyMap<string, Row>;
  readonly connections: number | null;
}

interface Row extends Pick<ServerView, "active" | "connections" | "packets"> {
  readonly weight: number;
}

/** Both families of a dual-stack service together. Null while the director has not told. */
function balanced(told: Told, service: PlannedService): Table | null {
  const table = told.get("ipvs")?.text;
  if (table === undefined) return null;
  const sockets = vipsOf(service).map((vip) => ({ protocol: service.protocol, vip, port: service.port }));
  const pools = sockets.map((socket) => ipvsService(table, socket)?.servers ?? []);
  const rows = service.servers.flatMap(({ node, address, address6 }): [string, Row][] => {
    const isOwn = (one: { readonly address: string }) => one.address === address || one.address === address6;
    const found = pools.flat().filter(isOwn);
    const [first] = found;
    if (first === undefined) return [];
    const rate = (of: "connections" | "packets") =>
      counted(told.get("ipvs-counters"), service, [address, address6 ?? address], of);
    return [
      [
        node,
        {
          weight: first.weight,
          active: found.reduce((sum, { active }) => sum + active, 0),
          connections: rate("connections"),
          packets: rate("packets"),
        },
      ],
    ];
  });
  return { rows: new Map(rows), connections: null };
}

function counted(
  answer: Answer | undefined,
  service: PlannedService,
  addresses: readonly string[],
  of: "connections" | "packets",
): number | null {
  const count = (text: string) =>
    vipsOf(service).reduce((sum, vip) => sum + serverCount(text, { ...service, vip }, addresses, of), 0);
  return rateOf(answer, count, REFRESHES);
}

/** The kernel refreshes them every two seconds by a clock of its own: of one refresh more or less the mean is not far off. */
const REFRESHES = 3;

function proxied(told: Told, { name }: PlannedService): Table | null {
  const text = told.get("proxy")?.text;
  const table = text === undefined ? null : proxyTable(text, name);
  if (table === null) return null;
  const rows = table.servers
    .filter(({ isUp }) => isUp)
    .map(({ node, weight, current, rate }): [string, Row] => [
      node,
      { weight, active: current, connections: rate, packets: null },
    ]);
  return { rows: new Map(rows), connections: table.rate };
}
