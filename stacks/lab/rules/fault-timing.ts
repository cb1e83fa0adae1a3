import { lastsOf, showsFaults } from "../schema/send.ts";
import type { Rule } from "./rule.ts";

export const faultTiming: Rule = {
  name: "fault-timing",
  about: "A fault strikes while a probe or a download runs, or nobody sees it.",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      if (test.timeline.length === 0) continue;
      const lasting = [...(test.send ?? []).entries()].flatMap(([at, send]) => {
        const lasts = showsFaults(send) ? lastsOf(send) : null;
        return lasts === null ? [] : [{ at, ...lasts }];
      });
      const longest = lasting.toSorted((one, other) => other.ms - one.ms)[0];
      if (longest === undefined) {
        yield {
          message: `test \`${test.id}\` has a timeline but no probe or download`,
          path: [...path, "timeline"],
          on: "key",
          label: "expected `send: { probe: … }` in this test",
          help: "a probe keeps its pace whatever an answer takes, so times can be told by it",
        };
        continue;
      }
      for (const [at, fault] of test.timeline.entries()) {
        if (fault.at >= longest.ms) {
          yield {
            message: "this fault strikes when the traffic has ended",
            path: [...path, "timeline", at, "at"],
            label: `expected less than ${longest.ms / 1000}s`,
            cause: { path: [...path, "send", longest.at, longest.told], label: "the traffic ends then" },
          };
        }
      }
    }
  },
};
