import type { LabView } from "./lab-view.ts";
import type { NameView } from "./name-answers.ts";
import type { NodeView } from "./node-view.ts";
import type { RouterView } from "./router-view.ts";
import type { ServerView, ServiceView } from "./service-view.ts";

/** Something that happened between two looks at a lab. */
export interface LabEvent {
  /** Whether it got worse or better, where that can be said. */
  readonly tone: "bad" | "good" | "plain";
  readonly text: string;
}

/** What happened between two views of the same lab, in the order in which they show it; what was unknown before is no news. */
export function eventsBetween(before: LabView, after: LabView): LabEvent[] {
  return [
    ...pairs(before.nodes, after.nodes, ({ name }) => name).flatMap(nodeEvents),
    ...pairs(before.services, after.services, ({ name }) => name).flatMap(serviceEvents),
    ...pairs(before.routers, after.routers, ({ node }) => node).flatMap(routerEvents),
    ...pairs(before.names, after.names, ({ name, clients }) => `${name} ${clients}`).flatMap(nameEvents),
  ];
}

type Pair<T> = readonly [before: T, after: T];

function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string): Pair<T>[] {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  return after.flatMap((one): Pair<T>[] => {
    const then = known.get(keyOf(one));
    return then === undefined ? [] : [[then, one]];
  });
}

function nodeEvents([before, after]: Pair<NodeView>): LabEvent[] {
  if (before.health === "unknown") return [];
  if (before.health !== after.health)
    return [after.health === "up" ? good(`${after.name} is up again`) : bad(`${after.name} is dead`)];
  return [
    ...pairs(before.links, after.links, ({ name }) => name).flatMap(([then, now]) =>
      changed(then.isUp, now.isUp, {
        good: `${after.name} has its link to ${now.segment} again`,
        bad: `${after.name} lost its link to ${now.segment}`,
      }),
    ),
    ...pairs(before.daemons, after.daemons, ({ name }) => name).flatMap(([then, now]) =>
      changed(then.runs, now.runs, {
        good: `${now.name} of ${after.name} runs again`,
        bad: `${now.name} of ${after.name} is down`,
      }),
    ),
  ];
}

function serviceEvents([before, after]: Pair<ServiceView>): LabEvent[] {
  return [
    ...pairs(before.directors, after.directors, ({ node }) => node).flatMap(([then, now]) => [
      ...(then.vrrp !== null && now.vrrp === "master" && then.vrrp !== "master"
        ? [plain(`${now.node} is the master of ${after.socket}`)]
        : []),
      ...changed(then.announces, now.announces, {
        good: `${now.node} announces ${after.name} again`,
        bad: `${now.node} announces ${after.name} no more`,
      }),
    ]),
    ...pairs(before.servers, after.servers, ({ node }) => node).flatMap((pair) =>
      weightEvents(after.name, pair),
    ),
  ];
}

function weightEvents(
  service: string,
  [{ weight: then }, { node, weight: now }]: Pair<ServerView>,
): LabEvent[] {
  if (then === undefined || now === undefined || then === now) return [];
  if (now === null) return [bad(`${service} has ${node} no more in its pool`)];
  if (now === 0) return [plain(`${service} drains ${node}: weight 0`)];
  return [
    then === null || then === 0
      ? good(`${service} has ${node} in its pool again, weight ${now}`)
      : plain(`${service} gives ${node} weight ${now} instead of ${then}`),
  ];
}

function routerEvents([before, after]: Pair<RouterView>): LabEvent[] {
  const peers = pairs(before.peers ?? [], after.peers ?? [], ({ node }) => node);
  return [
    ...peers.flatMap(([then, now]) =>
      changed(then.state === ESTABLISHED, now.state === ESTABLISHED, {
        good: `${after.node} has BGP with ${now.node} again`,
        bad: `${after.node} lost BGP with ${now.node}: ${now.state}`,
      }),
    ),
    ...pairs(before.ways, after.ways, ({ to }) => to).flatMap(([then, now]) =>
      then.over === null || now.over === null || then.over.join() === now.over.join()
        ? []
        : [
            plain(
              `${after.node} has ${now.to} over ${now.over.length === 0 ? "nobody" : now.over.join(", ")}`,
            ),
          ],
    ),
  ];
}

export const ESTABLISHED = "Established";

function nameEvents([before, after]: Pair<NameView>): LabEvent[] {
  if (before.whose === null || after.whose === null || before.whose.join() === after.whose.join()) return [];
  const told = after.whose.length === 0 ? "nothing" : after.whose.join(", ");
  const who = after.clients === null ? "" : ` for ${after.clients}`;
  return [plain(`${after.name}${who} is answered with ${told}`)];
}

function changed(
  then: boolean | null,
  now: boolean | null,
  words: { readonly good: string; readonly bad: string },
): LabEvent[] {
  if (then === null || now === null || then === now) return [];
  return [now ? good(words.good) : bad(words.bad)];
}

function good(text: string): LabEvent {
  return { tone: "good", text };
}

function bad(text: string): LabEvent {
  return { tone: "bad", text };
}

function plain(text: string): LabEvent {
  return { tone: "plain", text };
}
