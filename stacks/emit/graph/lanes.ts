import type { Column } from "./columns.ts";
import type { Picture } from "./picture.ts";
import type { Direction } from "./scene.ts";

/** A step of ways along one segment between two columns. */
export interface Step {
  readonly direction: Direction;
  readonly segment: string;
  readonly from: number;
  readonly to: number;
  /** The numbers of the ways that take it. */
  readonly ways: readonly number[];
}

/** The lanes of each segment, those of requests first: in one lane no step covers another. */
export type Lanes = ReadonlyMap<string, readonly (readonly Step[])[]>;

/** Which column each tier is in. */
export function columnNumbers(columns: readonly Column[]): ReadonlyMap<string, number> {
  return new Map(columns.flatMap(({ tiers }, index) => tiers.map(({ name }) => [name, index] as const)));
}

export function lanesOf(picture: Picture, columns: readonly Column[]): Lanes {
  const steps = stepsOf(picture, columns);
  return new Map(
    picture.segments.map(({ name }) => [
      name,
      (["request", "reply"] as const).flatMap((direction) =>
        inLanes(steps.filter((step) => step.segment === name && step.direction === direction)),
      ),
    ]),
  );
}

function stepsOf({ ways }: Picture, columns: readonly Column[]): Step[] {
  const numbers = columnNumbers(columns);
  const steps = new Map<string, Omit<Step, "ways"> & { ways: number[] }>();
  for (const [way, { request, reply }] of ways.entries())
    for (const [direction, hops] of [
      ["request", request],
      ["reply", reply],
    ] as const)
      for (const { from, to, segment } of hops) {
        const step = { direction, segment, from: numbers.get(from) ?? 0, to: numbers.get(to) ?? 0 };
        const key = Object.values(step).join(" ");
        const known = steps.get(key) ?? { ...step, ways: [] };
        steps.set(key, known);
        if (!known.ways.includes(way)) known.ways.push(way);
      }
  return [...steps.values()].filter(({ from, to }) => from !== to);
}

/** Way by way, so that the steps of one stay in one lane where they can. */
function inLanes(steps: readonly Step[]): Step[][] {
  const lanes: Step[][] = [];
  const first = ({ ways }: Step) => ways[0] ?? 0;
  for (const step of steps.toSorted((a, b) => first(a) - first(b))) {
    const free = lanes.filter((lane) => lane.every((other) => !cover(step, other)));
    const own = free.find((lane) => lane.some((other) => first(other) === first(step))) ?? free[0];
    if (own === undefined) lanes.push([step]);
    else own.push(step);
  }
  return lanes;
}

function cover(a: Step, b: Step): boolean {
  const apart =
    Math.max(a.from, a.to) <= Math.min(b.from, b.to) || Math.max(b.from, b.to) <= Math.min(a.from, a.to);
  return !apart;
}
