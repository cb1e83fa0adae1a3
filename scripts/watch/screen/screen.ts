import type { WatchState } from "../session.ts";
import { type Block, stacked } from "./block.ts";
import { clock } from "./figures.ts";
import { helpLines } from "./help-lines.ts";
import { keyLines } from "./key-lines.ts";
import { cut, flow, type Line, span, spread } from "./line.ts";
import { nodeDetails, nodesBlock } from "./nodes-block.ts";
import { eventsBlock, namesBlock, routersBlock } from "./other-blocks.ts";
import type { Desk } from "./press.ts";
import { servicesBlock } from "./services-block.ts";
import { trafficLines } from "./traffic-lines.ts";

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A screen in parts; columns stand side by side. */
export interface Screen {
  readonly head: readonly Line[];
  readonly columns: readonly { readonly width: number; readonly lines: readonly Line[] }[];
  readonly foot: readonly Line[];
}

/** From so many columns on there are two side by side. */
const TWO_FROM = 140;
const BETWEEN = 3;
/** With fewer rows than this, none is spent on looks. */
const LOW = 24;
/** The nodes' details take no more lines than this. */
const DETAILS = 2;

/** All that is shown of a watch, in so many columns and rows. */
export function screenOf(state: WatchState, desk: Desk, { columns, rows, now }: ScreenSize): Screen {
  const isLow = rows < LOW;
  const head = [headLine(state, columns, now), ...(isLow ? [] : [[]])];
  const chosen = state.view?.nodes.find(({ name }) => name === desk.chosen);
  const status = statusLine(state, desk, columns);
  const foot = [
    ...(state.traffic === null ? [] : trafficLines(state.traffic, now, columns)),
    ...(chosen === undefined ? [] : nodeDetails(chosen, columns).slice(0, DETAILS)),
    ...(isLow && status.length === 0 ? [] : [status]),
    ...keyLines(desk, chosen, state, columns),
  ];
  const room = Math.max(0, rows - head.length - foot.length - 1);
  const fill = (lines: readonly Line[]) => [
    ...lines,
    ...Array.from({ length: room - lines.length }, () => []),
  ];
  if (state.view === null) return oneColumn(head, fill([[span("looking …", "dim")]]), foot, columns);
  if (desk.help) return oneColumn(head, fill(helpLines(columns).slice(0, room)), foot, columns);
  const isWide = columns >= TWO_FROM;
  const width = isWide ? Math.floor((columns - BETWEEN) / 2) : columns;
  const { nodes, services, routers, names } = state.view;
  const place: Block[] = [nodesBlock(nodes, desk.chosen, width)];
  const work: Block[] = [servicesBlock(services, routers, width)];
  const rest: Block[] = [routersBlock(routers), namesBlock(names)];
  const events = eventsBlock(state.events);
  if (!isWide)
    return oneColumn(head, fill(stacked([...place, ...work, ...rest, events], room)), foot, columns);
  return {
    head,
    columns: [
      { width: width + BETWEEN, lines: fill(stacked([...place, ...rest], room)) },
      { width: columns - width - BETWEEN, lines: fill(stacked([...work, events], room)) },
    ],
    foot: [[], ...foot],
  };
}

function oneColumn(
  head: readonly Line[],
  lines: readonly Line[],
  foot: readonly Line[],
  width: number,
): Screen {
  return { head, columns: [{ width, lines }], foot: [[], ...foot] };
}

function headLine({ lab, view, changed }: WatchState, columns: number, now: number): Line {
  const nodes = view?.nodes ?? [];
  const count = (health: string) => nodes.filter((node) => node.health === health).length;
  const dead = count("down");
  const left: Line = [
    span(lab.name, "title"),
    span(`  ${count("up")} of ${lab.plan.nodes.length} nodes up`, "dim"),
    ...(dead > 0 ? [span(`  ${dead} dead`, "bad")] : []),
    ...(changed.length > 0 ? [span(`  ${changed.length} changed by you`, "warn")] : []),
  ];
  return spread(left, [span(clock(now), "dim")], columns);
}

/** What is being done, or what was said to the last key, or what this watch has changed. */
function statusLine({ doing, changed }: WatchState, { notice }: Desk, columns: number): Line {
  if (doing !== null) return [span(cut(`… ${doing}`, columns), "warn")];
  if (notice !== null) return [span(cut(notice, columns), "warn")];
  if (changed.length === 0) return [];
  const pieces = changed.map(({ text }): Line => [span(text, "warn")]);
  const [line = [], ...more] = flow([[span("changed:", "dim")], ...pieces], columns - 2);
  return more.length > 0 ? [...line, span(" …", "dim")] : line;
}
