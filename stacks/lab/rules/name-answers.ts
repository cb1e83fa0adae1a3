import type { Lab } from "../schema/lab.ts";
import { CACHE_PORT } from "../schema/tiers/cdn.ts";
import { siteOf } from "../sites/site-name.ts";
import type { Rule } from "./rule.ts";

export const nameAnswers: Rule = {
  name: "name-answers",
  about: "Something is nearest to a client only where a site says whom it serves, and one name has one port.",
  of: "lab",
  *find({ lab }) {
    for (const [name, { answers }] of Object.entries(lab.names)) {
      const known = Object.keys(answers).flatMap((key) => {
        const port = portOf(key, lab);
        return port === undefined ? [] : [{ key, port }];
      });
      if (Object.keys(answers).length === 0) {
        yield {
          message: `the name \`${name}\` has no answer`,
          path: ["names", name, "answers"],
          label: "expected a service, as in shop.east: nearest",
        };
      }
      for (const { key, port } of known) {
        const site = siteOf(key)?.site;
        const place = ["names", name, "answers", key];
        const serves = site === undefined ? [] : (lab.sites[site]?.serves ?? []);
        if (answers[key] === "nearest" && serves.length === 0) {
          yield {
            message: `no client is nearest to ${lab.services[key] === undefined ? "tier" : "service"} \`${key}\``,
            path: place,
            label: "expected prefixes of clients, as in [198.18.0.0/20]",
            help:
              site === undefined
                ? "it belongs to no site that says by `serves` which clients are near"
                : `say by \`serves\` which clients are near site ${site}`,
          };
        }
        const first = known[0];
        if (first !== undefined && first.port !== port) {
          const cause = lab.services[key] === undefined ? ["tiers", key, "role"] : ["services", key, "port"];
          yield {
            message: `the answers of \`${name}\` have different ports`,
            path: place,
            on: "key",
            label: `expected port ${first.port}, as ${first.key} has`,
            cause: {
              path: cause,
              label: lab.services[key] === undefined ? `its port is ${port}` : "its port",
            },
          };
        }
      }
    }
  },
};

function portOf(key: string, lab: Lab): number | undefined {
  return lab.services[key]?.port ?? (lab.tiers[key]?.role === "cdn" ? CACHE_PORT : undefined);
}
