import { parsePrefix } from "../../plan/prefix.ts";
import type { Rule } from "./rule.ts";

export const sitePrefix: Rule = {
  name: "site-prefix",
  about:
    "A site's prefixes are written by their network address, and no two sites share addresses or clients.",
  of: "lab",
  *find({ lab }) {
    const own = Object.entries(lab.sites).flatMap(([site, { prefix, serves }]) => [
      { site, of: "prefix", text: prefix, path: ["sites", site, "prefix"] },
      ...serves.map((text, at) => ({ site, of: "serves", text, path: ["sites", site, "serves", at] })),
    ]);
    const prefixes = own.map((one) => ({ ...one, range: parsePrefix(one.text) }));
    for (const [at, { site, of, text, path, range }] of prefixes.entries()) {
      if (text !== range.text) {
        yield {
          message: `a prefix of site \`${site}\` has host bits`,
          path,
          label: `expected ${range.text}`,
          help: `a /${range.bits} prefix ends in zero bits`,
        };
      }
      const before = prefixes
        .slice(0, at)
        .find(
          (one) =>
            one.of === of &&
            one.site !== site &&
            one.range.first <= range.last &&
            range.first <= one.range.last,
        );
      if (before !== undefined) {
        yield {
          message:
            of === "prefix"
              ? `sites \`${before.site}\` and \`${site}\` overlap`
              : `sites \`${before.site}\` and \`${site}\` serve the same clients`,
          path,
          label: "expected a prefix apart from the other",
          cause: { path: before.path, label: `${before.text} holds addresses of ${text}` },
        };
      }
    }
  },
};
