import type { Rule } from "./rule.ts";

export const siteAlone: Rule = {
  name: "site-alone",
  about: "What stands under `site` is built once a site, so there are sites.",
  of: "lab",
  *find({ lab }) {
    if (lab.site !== undefined && Object.keys(lab.sites).length === 0) {
      yield {
        message: "this lab has no site, so nothing of `site` is built",
        path: ["site"],
        on: "key",
        label: "expected `sites` beside it, as in `sites: { east: { prefix: 10.1.0.0/16 } }`",
      };
    }
  },
};
