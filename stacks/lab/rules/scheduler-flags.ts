import { FLAGGED_SCHEDULERS } from "../schema/service.ts";
import type { Rule } from "./rule.ts";

export const schedulerFlags: Rule = {
  name: "scheduler-flags",
  about: "Only the schedulers that hash have flags.",
  of: "lab",
  *find({ lab }) {
    for (const [name, { scheduler, flags, mode }] of Object.entries(lab.services)) {
      if (flags !== null && mode !== "proxy" && !(scheduler in FLAGGED_SCHEDULERS)) {
        yield {
          message: `scheduler \`${scheduler}\` of service \`${name}\` has no flags`,
          path: ["services", name, "flags"],
          label: `expected the scheduler ${Object.keys(FLAGGED_SCHEDULERS).join(" or ")}`,
          cause: { path: ["services", name, "scheduler"], label: "its scheduler" },
          help: "flags tell what is hashed; leave them out, or set `scheduler: mh`",
        };
      }
    }
  },
};
