import type { Role } from "../../lab/schema/role.ts";
import type { Hop, Picture, PictureTier } from "./picture.ts";

/** Tiers that stand in one column, from the left; several where they have the same segments and no way leads from one to another. */
export interface Column {
  readonly site: string | null;
  readonly tiers: readonly PictureTier[];
}

/** What a packet crosses has a column of its own. */
const ENDS: readonly Role[] = ["client", "resolver", "dns", "cdn", "nginx", "tomcat"];
const MAX_STACKED = 4;

/** The columns in the order of a request's way, those of each site by themselves, what stands outside of sites first. */
export function columnsOf(picture: Picture): Column[] {
  const rank = ranksOf(picture);
  const place = (tier: PictureTier) => picture.tiers.indexOf(tier);
  return [null, ...picture.sites].flatMap((site) => {
    const tiers = picture.tiers
      .filter((tier) => tier.site === site)
      .sort((a, b) => (rank.get(a.name) ?? 0) - (rank.get(b.name) ?? 0) || place(a) - place(b));
    const columns: { site: string | null; tiers: PictureTier[] }[] = [];
    for (const tier of tiers) {
      const fitting = columns.find(
        (column) =>
          column.tiers.length < MAX_STACKED && column.tiers.every((other) => mayStack(other, tier, rank)),
      );
      if (fitting === undefined) columns.push({ site, tiers: [tier] });
      else fitting.tiers.push(tier);
    }
    return columns;
  });
}

function mayStack(one: PictureTier, other: PictureTier, rank: ReadonlyMap<string, number>): boolean {
  const segments = (tier: PictureTier) => tier.segments.toSorted().join(" ");
  return (
    ENDS.includes(one.role) &&
    ENDS.includes(other.role) &&
    rank.get(one.name) === rank.get(other.name) &&
    segments(one) === segments(other)
  );
}

/** How far along a request's way each tier is: behind all that come before it. */
function ranksOf({ tiers, ways }: Picture): ReadonlyMap<string, number> {
  const rank = new Map<string, number>();
  const requests = ways.flatMap(({ request }) => request);
  for (const { clients } of ways) rank.set(clients, 0);
  // As often as a way can be long; a way that meets a tier twice would go on for ever.
  for (let round = 0; round < tiers.length; round += 1)
    for (const { from, to } of requests)
      if (!leadsTo(to, from, requests)) rank.set(to, Math.max(rank.get(to) ?? 0, (rank.get(from) ?? 0) + 1));
  for (const tier of tiers) if (!rank.has(tier.name)) rank.set(tier.name, besideOthers(tier, tiers, rank));
  return rank;
}

function leadsTo(start: string, end: string, hops: readonly Hop[]): boolean {
  const reached = new Set([start]);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const { from, to } of hops) if (reached.has(from)) reached.add(to);
  }
  return reached.has(end);
}

/** A tier on nobody's way stands with those of its role on its segments, or else with its nearest neighbour. */
function besideOthers(
  tier: PictureTier,
  tiers: readonly PictureTier[],
  rank: ReadonlyMap<string, number>,
): number {
  if (tier.role === "client" || tier.role === "resolver") return 0;
  const neighbours = tiers.filter(({ segments }) => segments.some((one) => tier.segments.includes(one)));
  const ranksOfThose = (some: readonly PictureTier[]) => some.flatMap(({ name }) => rank.get(name) ?? []);
  const alike = ranksOfThose(neighbours.filter(({ role }) => role === tier.role));
  return alike.length > 0 ? Math.max(...alike) : Math.min(...ranksOfThose(neighbours), tiers.length);
}
