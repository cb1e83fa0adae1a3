import { type Prefix, parsePrefix } from "../../plan/prefix.ts";
import type { Rule } from "./rule.ts";
import { segmentRanges } from "./topology.ts";

/** Prefixes that no host may have its address from (RFC 6890). */
const RESERVED: readonly { readonly range: Prefix; readonly use: string }[] = [
  { range: parsePrefix("0.0.0.0/8"), use: "this network" },
  { range: parsePrefix("127.0.0.0/8"), use: "loopback" },
  { range: parsePrefix("169.254.0.0/16"), use: "link-local addresses" },
  { range: parsePrefix("224.0.0.0/3"), use: "multicast and beyond" },
  { range: parsePrefix("::/8"), use: "loopback and mapped IPv4 addresses" },
  { range: parsePrefix("fe80::/10"), use: "link-local addresses" },
  { range: parsePrefix("ff00::/8"), use: "multicast" },
];

export const segmentPrefix: Rule = {
  name: "segment-prefix",
  about: "A prefix is written by its network address, and is one that hosts may be numbered from.",
  of: "lab",
  *find({ lab }) {
    for (const { name, prefix, range: own, path } of segmentRanges(lab)) {
      const reserved = RESERVED.find(
        ({ range }) => range.family === own.family && range.first <= own.last && own.first <= range.last,
      );
      if (prefix !== own.text) {
        const message = `the prefix of segment \`${name}\` has host bits`;
        yield {
          message,
          path,
          label: `expected ${own.text}`,
          help: `a /${own.bits} prefix ends in zero bits`,
        };
      } else if (reserved !== undefined) {
        const message = `the prefix of segment \`${name}\` is reserved for ${reserved.use}`;
        const example = own.family === "ipv4" ? "10.0.0.0/24" : "2001:db8::/64";
        yield { message, path, label: `expected a prefix that hosts may have, as in ${example}` };
      }
    }
  },
};
