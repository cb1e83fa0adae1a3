import type { Trace } from "../../scripts/trace/trace.ts";

/** The ways of a trace, whoever of a tier was chosen: what every run on a lab has in common. */
export function shapeOf({ outcome, walks }: Trace): string[] {
  const hops = walks.flatMap((walk) =>
    walk.hops.map((hop) => {
      const segments = `${hop.in?.segment ?? ""}>${hop.out?.segment ?? ""}`;
      const fields = hop.changes.map(({ field }) => field).join(" ");
      const why = `${hop.seen}; ${hop.inferred?.text ?? "no reason"}`;
      return [walk.connection, walk.kind, walk.end, hop.tier, hop.does, segments, fields, why].join(" | ");
    }),
  );
  return [`served: ${outcome.served}`, ...hops].map(anyOfItsTier);
}

function anyOfItsTier(text: string): string {
  return text.replace(/\d+\.\d+\.\d+\.\d+/g, "ADDRESS").replace(/\b([a-z]+)\d+\b/g, "$1");
}
