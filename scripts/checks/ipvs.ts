import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import type { IpvsReading } from "../observe/observation.ts";
import type { Check } from "./check.ts";
import { factsOf } from "./facts.ts";
import { holdsIf } from "./outcome.ts";
import { listed } from "./wording.ts";

/** What IPVS counted for a virtual service while the traffic ran. */
export const ipvs: Check<"ipvs"> = {
  name: "ipvs",
  company: "beside",
  needs: (expectation, running) =>
    nodesInPlan(expectation.at, running).map((director) => ({
      kind: "ipvs",
      director,
      service: expectation.of,
    })),
  judge(expectation, { running, seen }) {
    const directors = nodesInPlan(expectation.at, running);
    const readings = seen.ipvs.filter(
      ({ director, service }) => service === expectation.of && directors.includes(director),
    );
    const asked = COUNTERS.filter(({ key }) => expectation[key] !== undefined);
    const wrong = asked.filter(({ key, value }) => !suits(total(readings, value), expectation[key]));
    const shown = asked.map(({ value, label }) => `${label} ${total(readings, value)}`);
    const holds = readings.length > 0 && wrong.length === 0;
    return {
      outcome: holdsIf(holds),
      expected: asked.map(({ key, label }) => `${label} ${inWords(expectation[key])}`).join(", "),
      observed: readings.length === 0 ? "no counters" : shown.join(", "),
      figure: readings.length === 0 ? "no counters" : shown.join(", "),
      sentence:
        readings.length === 0
          ? `The counters of ${expectation.of} were not read on ${expectation.at}.`
          : `While the traffic ran, ${listed(directors)} counted ${shown.join(", ")} for ${expectation.of}${wrong.length === 0 ? "" : `; ${wrong.map(({ key, label }) => `${label} should be ${inWords(expectation[key])}`).join(", ")}`}.`,
      look: `exec ${running.lab} ${directors[0] ?? expectation.at} -- ipvsadm -Ln --stats`,
      // How many packets a connection takes is TCP's own affair.
      ...factsOf(
        seen,
        asked.map(({ value, label }) => `${label} ${total(readings, value) === 0 ? "none" : "some"}`),
      ),
    };
  },
};

/** The lab's names of the counters, and ipvsadm's. */
const COUNTERS = [
  { key: "connections", value: "connections", label: "Conns" },
  { key: "in-packets", value: "inPackets", label: "InPkts" },
  { key: "out-packets", value: "outPackets", label: "OutPkts" },
  { key: "in-bytes", value: "inBytes", label: "InBytes" },
  { key: "out-bytes", value: "outBytes", label: "OutBytes" },
] as const;

type Amount = Expectation<"ipvs">[(typeof COUNTERS)[number]["key"]];

function total(readings: readonly IpvsReading[], name: (typeof COUNTERS)[number]["value"]): number {
  return readings.reduce((sum, reading) => sum + reading[name], 0);
}

function suits(value: number, amount: Amount): boolean {
  if (amount === "none") return value === 0;
  return amount === "some" ? value > 0 : value === amount;
}

function inWords(amount: Amount): string {
  if (amount === "none") return "0";
  return amount === "some" ? "above 0" : String(amount);
}
