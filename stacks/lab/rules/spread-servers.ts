import { parseNodeRef } from "../node-ref.ts";
import type { Expect } from "../schema/expect.ts";
import type { Lab } from "../schema/lab.ts";
import { sendTarget } from "../schema/send.ts";
import { meant } from "../sites/site-name.ts";
import type { Path } from "../source.ts";
import type { PlacedTest, Rule } from "./rule.ts";

export const spreadServers: Rule = {
  name: "spread-servers",
  about: "Weights are those of a service's real servers, so only they can be spread over by weights.",
  of: "tests",
  *find({ lab, tests }) {
    for (const placed of tests) {
      yield* within(lab, placed, placed.test.expect, [...placed.path, "expect"]);
      for (const [at, { sees }] of placed.test.breaks.entries()) {
        yield* within(lab, placed, sees ?? {}, [...placed.path, "breaks", at, "sees"]);
      }
    }
  },
};

function* within(lab: Lab, { test }: PlacedTest, expect: Expect, path: Path) {
  const services = (test.send ?? []).map(sendTarget);
  const servers = services.flatMap((name) => Object.keys(lab.services[name]?.servers ?? {}));
  for (const [at, { by, like }] of (expect.spread ?? []).entries()) {
    if (like === "weights" && servers.length > 0 && meant(parseNodeRef(by).tier, servers).length === 0) {
      yield {
        message: `\`${by}\` is no real server of a service that is asked here, and has no weights`,
        path: [...path, "spread", at, "by"],
        label: `expected one of: ${[...new Set(servers)].join(", ")}`,
        help: "`like: even` needs no weights",
      };
    }
  }
}
