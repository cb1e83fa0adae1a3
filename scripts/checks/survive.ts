import type { RequestRecord } from "../observe/observation.ts";
import type { Check } from "./check.ts";
import { failureOf, isServed } from "./success.ts";
import { byFrequency, count } from "./wording.ts";

/** How many of the downloads that were open when a fault struck came to their end. */
export const survive: Check<"survive"> = {
  name: "survive",
  company: "paced",
  needs: () => [],
  judge({ of, connections }, { seen, running }) {
    const isOpenAt = (request: RequestRecord) =>
      seen.faults.some(({ at }) => request.startedAt < at && request.endedAt > at);
    const open = seen.requests.filter(
      (request) => request.service === of && request.download === true && isOpenAt(request),
    );
    const ended = open.filter(isServed);
    const causes = byFrequency(open.filter((request) => !isServed(request)).map(failureOf));
    const wanted = connections === "all" ? open.length : connections;
    const director = running.services.find(({ name }) => name === of)?.directors.at(-1);
    return {
      outcome:
        open.length === 0 || open.length < wanted
          ? "not-measured"
          : ended.length === wanted
            ? "holds"
            : "fails",
      expected: `${connections === "all" ? "every" : connections} open download${connections === 1 || connections === "all" ? "" : "s"} to go on to its end`,
      observed: `${ended.length} of ${open.length} did${causes.map(([text, times]) => `, ${times} x ${text}`).join("")}`,
      figure: `${ended.length} of ${count(open.length, "connection")}`,
      sentence:
        open.length === 0
          ? `Not measured: no download from ${of} was open when a fault struck.`
          : `${ended.length} of ${count(open.length, "open download")} came to the end${causes.length === 0 ? "" : `; the others failed: ${causes.map(([text]) => text).join(", ")}`}.`,
      look: director === undefined ? null : `exec ${running.lab} ${director} -- ipvsadm -Lnc`,
    };
  },
};
