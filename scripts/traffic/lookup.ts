import { Resolver } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import type { LookupRecord } from "../observe/observation.ts";
import { epochMs } from "./clock.ts";

/**
 * A look-up for one request, as the client's /etc/resolv.conf says, by a channel of its own: what the DNS library keeps
 * would be added to what the resolver keeps. `tell` gets what came of it; it is asked for each new connection alone.
 */
export function lookupBy(tell: (record: LookupRecord) => void): LookupFunction {
  return (name, options, callback) => {
    const at = epochMs();
    const told = (addresses: LookupRecord["addresses"], error: string | null) =>
      tell({ name, at, tookMs: epochMs() - at, addresses, error });
    new Resolver({ timeout: 1_000, tries: 2 }).resolve4(name, { ttl: true }).then(
      (found) => {
        told(
          found.map(({ address, ttl }) => ({ address, ttlS: ttl })),
          null,
        );
        const answers = found.map(({ address }) => ({ address, family: 4 }));
        if (options.all === true) callback(null, answers);
        else callback(null, answers[0]?.address ?? "", 4);
      },
      (error: NodeJS.ErrnoException) => {
        told([], error.code ?? error.message);
        callback(error, "", 4);
      },
    );
  };
}
