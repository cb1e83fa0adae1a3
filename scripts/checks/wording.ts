/** A way in words, as in `client1 → edge1 → web2`. */
export function way(nodes: readonly string[]): string {
  return nodes.length === 0 ? "nothing" : nodes.join(" → ");
}

/** A share of 1 in words, as in `33%`. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}

/** A time in words, as in `1.42 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** A number of things in words, as in `1 request` or `60 requests`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** Names in words, as in `web1, web2 and web3`. */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? "nobody";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** The most frequent texts first, each with how often it stands there. */
export function byFrequency(texts: readonly string[]): [text: string, times: number][] {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times].sort(([, a], [, b]) => b - a);
}
