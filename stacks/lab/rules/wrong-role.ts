import { parseNodeRef } from "../node-ref.ts";
import { meant, seenFrom } from "../sites/site-name.ts";
import type { Path } from "../source.ts";
import { mentionsIn } from "./mentions.ts";
import type { Rule } from "./rule.ts";

export const wrongRole: Rule = {
  name: "wrong-role",
  about: "Who is named somewhere has a role that can do what is asked there.",
  of: "lab",
  *find(subject) {
    for (const { kind, name, path, on, roles } of mentionsIn(subject)) {
      if (roles.length === 0 || kind === "segment" || kind === "service") continue;
      const { services, names } = subject.names;
      if ((kind === "asked" || kind === "answer") && services.includes(name)) continue;
      if (kind === "asked" && names.includes(name)) continue;
      const tiers = kind === "node" ? meant(parseNodeRef(name).tier, Object.keys(subject.lab.tiers)) : [name];
      for (const tier of tiers) {
        const role = subject.lab.tiers[tier]?.role;
        if (role === undefined || roles.includes(role)) continue;
        yield {
          message: `\`${name}\` has the role ${role}`,
          path,
          on,
          label: `expected the role ${roles.join(" or ")}`,
          cause: { path: ["tiers", tier, "role"], label: "its role" },
          help: candidates(subject.lab.tiers, roles, path),
        };
      }
    }
  },
};

function candidates(
  tiers: Readonly<Record<string, { readonly role: string }>>,
  roles: readonly string[],
  path: Path,
): string | null {
  const fitting = seenFrom(
    path,
    Object.keys(tiers).filter((name) => roles.includes(tiers[name]?.role ?? "")),
  );
  return fitting.length === 0 ? null : `of that role: ${fitting.slice(0, 12).join(", ")}`;
}
