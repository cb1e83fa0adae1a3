import test from "ava";
import { firstDifference } from "../../scripts/trace/compare.ts";
import type { Trace } from "../../scripts/trace/trace.ts";
import { STORED, storedTrace } from "./stored.ts";

test("no trace differs from itself, nor from one on which another node of the tier was chosen", (t) => {
  for (const lab of STORED) {
    const trace = storedTrace(lab);
    t.is(firstDifference(trace, trace), null);
    t.is(firstDifference(trace, renamed(trace)), null);
  }
});

test("direct routing and address translation first differ at what the director does to the SYN", (t) => {
  const [written, broken] = [storedTrace("lvs-dr"), storedTrace("lvs-nat")];
  const found = firstDifference(written, broken);
  t.is(written.walks[found?.written?.walk ?? -1]?.hops[found?.written?.hop ?? -1]?.node, "lvs1");
  t.is(broken.walks[found?.broken?.walk ?? -1]?.hops[found?.broken?.hop ?? -1]?.node, "lvs1");
});

test("where one comes to its end before the other, the other's next hop is the difference", (t) => {
  const written = storedTrace("lvs-dr");
  const broken = { ...written, walks: written.walks.slice(0, 1) };
  t.deepEqual(firstDifference(written, broken), { written: { walk: 1, hop: 0 }, broken: null });
});

function renamed(trace: Trace): Trace {
  return JSON.parse(JSON.stringify(trace).replace(/"node":"web\d"/g, '"node":"web9"')) as Trace;
}
