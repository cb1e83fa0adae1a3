export type RawMapping = Readonly<Record<string, unknown>>;

/** A JSON merge patch (RFC 7396): mappings are merged by key, null removes, all else is replaced, lists too. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMapping(patch)) {
    return patch;
  }
  const merged: Record<string, unknown> = isMapping(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete merged[key];
    } else {
      merged[key] = mergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, value);
    }
  }
  return merged;
}

export function isMapping(value: unknown): value is RawMapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
