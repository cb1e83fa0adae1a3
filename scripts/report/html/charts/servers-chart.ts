import { barsFigure } from "./bars.ts";

const MOST = 12;

/** How served requests spread over those that answered them. */
export function serversChart(servers: Readonly<Record<string, number>>): string {
  const all = Object.entries(servers);
  const total = all.reduce((sum, [, count]) => sum + count, 0);
  const shown = all.slice(0, all.length > MOST ? MOST - 1 : MOST);
  const others = all.slice(shown.length);
  const rest = others.reduce((sum, [, count]) => sum + count, 0);
  const bars = [...shown, ...(others.length === 0 ? [] : [[`${others.length} others`, rest] as const])];
  return barsFigure(
    "Served requests by server",
    bars.map(([label, count]) => ({
      label,
      count,
      text: `${count} (${total === 0 ? 0 : Math.round((count / total) * 100)}%)`,
    })),
  );
}
