import { SECTIONS, siteOf } from "../sites/site-name.ts";
import type { Rule } from "./rule.ts";

export const siteNameTaken: Rule = {
  name: "site-name",
  about:
    "What each site has of its own has a name that nothing outside of sites has, so that `web` can only mean one thing.",
  of: "lab",
  *find({ names }) {
    for (const section of SECTIONS) {
      const outside = new Set(names[section].filter((name) => siteOf(name) === null));
      for (const name of names[section]) {
        const own = siteOf(name);
        if (own === null || !outside.has(own.name)) continue;
        yield {
          message: `\`${own.name}\` is the name of a ${section.slice(0, -1)} in sites and of one outside of them`,
          path: [section, name],
          on: "key",
          label: "expected another name",
          cause: { path: [section, own.name], on: "key", label: "outside of sites" },
        };
      }
    }
  },
};
