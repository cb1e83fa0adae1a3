import type { RuleFinding } from "../finding.ts";
import type { Expansion } from "./expand-sites.ts";
import { siteAt } from "./site-name.ts";

/**
 * The findings by their paths in the document as written. What is wrong with every site's copy of one thing is one
 * mistake, told once and without the sites' names; what is wrong with some of them is told of the first of these.
 */
export function tellOnce(findings: readonly RuleFinding[], expansion: Expansion): RuleFinding[] {
  if (expansion.sites.length === 0) return [...findings];
  const withoutSite = siteRemover(expansion.sites);
  const groups = new Map<string, [RuleFinding, ...RuleFinding[]]>();
  for (const finding of findings) {
    const { rule, on, message, path } = finding;
    const key = JSON.stringify([rule, on, expansion.writtenPath(path), withoutSite(message)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map((group) => asWritten(merged(group, expansion, withoutSite), expansion));
}

function siteRemover(sites: readonly string[]): (text: string) => string {
  const names = new RegExp(`\\.(${sites.join("|")})(?![a-z0-9-])`, "g");
  return (text) => text.replace(names, "");
}

function merged(
  group: readonly [RuleFinding, ...RuleFinding[]],
  { sites }: Expansion,
  withoutSite: (text: string) => string,
): RuleFinding {
  const [first] = group;
  const struck = new Set(group.map(({ path }) => siteAt(path)));
  if (!sites.every((site) => struck.has(site))) return first;
  const agreed = (words: (finding: RuleFinding) => string | null | undefined) => {
    const own = words(first);
    if (typeof own !== "string") return own;
    const plain = withoutSite(own);
    return group.every((finding) => withoutSite(words(finding) ?? "") === plain) ? plain : own;
  };
  const causeLabel = agreed(({ cause }) => cause?.label);
  return {
    ...first,
    message: withoutSite(first.message),
    label: agreed(({ label }) => label) ?? undefined,
    help: agreed(({ help }) => help),
    cause: first.cause === undefined ? undefined : { ...first.cause, label: causeLabel ?? "" },
  };
}

function asWritten(finding: RuleFinding, { writtenPath }: Expansion): RuleFinding {
  const { path, cause } = finding;
  return {
    ...finding,
    path: writtenPath(path),
    cause: cause === undefined ? undefined : { ...cause, path: writtenPath(cause.path) },
  };
}
