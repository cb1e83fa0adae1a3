import { siteOf } from "../sites/site-name.ts";
import type { Rule } from "./rule.ts";

export const nameAnswers: Rule = {
  name: "name-answers",
  about: "Something is nearest to a client only where a site says whom it serves, and one name has one port.",
  of: "lab",
  *find({ lab }) {
    for (const [name, { answers }] of Object.entries(lab.names)) {
      const services = Object.keys(answers).flatMap((key) => {
        const service = lab.services[key];
        return service === undefined ? [] : [{ key, service }];
      });
      if (Object.keys(answers).length === 0) {
        yield {
          message: `the name \`${name}\` has no answer`,
          path: ["names", name, "answers"],
          label: "expected a service, as in shop.east: nearest",
        };
      }
      for (const { key, service } of services) {
        const site = siteOf(key)?.site;
        const place = ["names", name, "answers", key];
        const serves = site === undefined ? [] : (lab.sites[site]?.serves ?? []);
        if (answers[key] === "nearest" && serves.length === 0) {
          yield {
            message: `no client is nearest to service \`${key}\``,
            path: place,
            label: "expected prefixes of clients, as in [198.18.0.0/20]",
            help:
              site === undefined
                ? "it belongs to no site that says by `serves` which clients are near"
                : `say by \`serves\` which clients are near site ${site}`,
          };
        }
        const first = services[0];
        if (first !== undefined && first.service.port !== service.port) {
          yield {
            message: `the answers of \`${name}\` have different ports`,
            path: place,
            on: "key",
            label: `expected port ${first.service.port}, as ${first.key} has`,
            cause: { path: ["services", key, "port"], label: "its port" },
          };
        }
      }
    }
  },
};
