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
    const downloads = seen.requests.filter((request) => request.service === of && request.download === true);
    const open = downloads.filter(isOpenAt);
    const firstAt = Math.min(...seen.faults.map(({ at }) => at));
    const tooEarly = downloads.filter((request) => request.endedAt <= firstAt && !isServed(request)).length;
    const ended = open.filter(isServed);
    const causes = byFrequency(open.filter((request) => !isServed(request)).map(failureOf));
    const wanted = connections === "all" ? open.length : connections;
    const director = running.services.find(({ name }) => name === of)?.directors.at(-1);
    return {
      outcome:
        // What something else has ended tells nothing of the fault, nor do those that it had left.
        open.length === 0 || open.length < wanted || tooEarly > 0
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
          : tooEarly > 0
            ? `Not measured: ${count(tooEarly, "download")} from ${of} broke off before a fault struck.`
            : `${ended.length} of ${count(open.length, "open download")} came to the end${causes.length === 0 ? "" : `; the others failed: ${causes.map(([text]) => text).join(", ")}`}.`,
      look: director === undefined ? null : `exec ${running.lab} ${director} -- ipvsadm -Lnc`,
    };
  },
};
