import { parseNodeRef } from "../node-ref.ts";
import { mentionsIn } from "./mentions.ts";
import type { Rule } from "./rule.ts";

/** Who is named somewhere has a role that can do what is asked there. */
export const wrongRole: Rule = {
  name: "wrong-role",
  of: "lab",
  *find(subject) {
    for (const { kind, name, path, on, roles } of mentionsIn(subject)) {
      const tier = kind === "node" ? parseNodeRef(name).tier : name;
      const role = subject.lab.tiers[tier]?.role;
      if (
        kind !== "segment" &&
        kind !== "service" &&
        role !== undefined &&
        roles.length > 0 &&
        !roles.includes(role)
      ) {
        yield {
          message: `\`${name}\` has the role ${role}`,
          path,
          on,
          label: `expected the role ${roles.join(" or ")}`,
          cause: { path: ["tiers", tier, "role"], label: "its role" },
          help: candidates(subject.lab.tiers, roles),
        };
      }
    }
  },
};

function candidates(
  tiers: Readonly<Record<string, { readonly role: string }>>,
  roles: readonly string[],
): string | null {
  const fitting = Object.keys(tiers).filter((name) => roles.includes(tiers[name]?.role ?? ""));
  return fitting.length === 0 ? null : `of that role: ${fitting.slice(0, 12).join(", ")}`;
}
