/** A patch on one line, as in `services.shop.mode: nat, tiers.web.gateway: lvs1`. */
export function changeInWords(patch: Readonly<Record<string, unknown>>): string {
  return leavesOf(patch, []).join(", ");
}

function leavesOf(value: unknown, path: readonly string[]): string[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0) return entries.flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
    return path.length === 0 ? [] : [`${path.join(".")}: {}`];
  }
  const text = Array.isArray(value) ? `[${value.map(String).join(", ")}]` : String(value);
  // `allow` only says that a rule is broken on purpose; it changes nothing in the lab.
  return path[0] === "allow" ? [] : [`${path.join(".")}: ${text}`];
}
