import { formatAddress, parsePrefix } from "../../plan/prefix.ts";
import type { Rule } from "./rule.ts";
import { segmentRanges } from "./topology.ts";

/** What is set aside for tests of network devices (RFC 2544, RFC 6890): no host in the world has such an address. */
const BENCHMARKING = parsePrefix("198.18.0.0/15");

export const spoofsPrefix: Rule = {
  name: "spoofs-prefix",
  about: "Sources that a flood pretends to have are nobody's: neither on the Internet nor in the lab.",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      if (tier.role !== "client" || tier.spoofs === undefined) continue;
      const path = ["tiers", name, "spoofs"];
      const spoofed = parsePrefix(tier.spoofs);
      if (spoofed.first < BENCHMARKING.first || spoofed.last > BENCHMARKING.last) {
        yield {
          message: `tier \`${name}\` spoofs addresses that somebody may have`,
          path,
          label: `expected a prefix within ${BENCHMARKING.text}`,
          help: `${formatAddress(BENCHMARKING.first)} to ${formatAddress(BENCHMARKING.last)} are set aside for tests, and nobody has them`,
        };
      }
      const segment = segmentRanges(lab).find(
        ({ range }) => range.first <= spoofed.last && spoofed.first <= range.last,
      );
      if (segment !== undefined) {
        yield {
          message: `tier \`${name}\` spoofs addresses of segment \`${segment.name}\``,
          path,
          label: "expected a prefix apart from all segments",
          cause: { path: segment.path, label: `${segment.prefix} is here` },
        };
      }
    }
  },
};
