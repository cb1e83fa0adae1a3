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

test("a refusal counts as a difference, and what closes a connection after a reply does not", (t) => {
  const written = storedTrace("lvs-dr");
  const [syn, answer] = written.walks;
  if (syn === undefined || answer === undefined) throw new Error("Expected a handshake");
  const refused = { ...written, walks: [syn, { ...answer, kind: "reset" as const }] };
  t.deepEqual(firstDifference(written, refused), {
    written: { walk: 1, hop: 0 },
    broken: { walk: 1, hop: 0 },
  });
  const reset = { ...answer, kind: "reset" as const };
  const connection = written.walks.findLast(({ kind }) => kind === "reply")?.connection ?? 0;
  const closed = { ...written, walks: [...written.walks, { ...reset, connection }] };
  t.is(firstDifference(written, closed), null);
});

test("how a name was looked up is no difference: the resolver may still know it", (t) => {
  const written = storedTrace("lvs-dr");
  const asked = storedTrace("lvs-udp").walks;
  const looked = {
    ...written,
    lookup: { name: "www.shop.test", tookMs: 1, answer: "10.10.0.100", connections: 1 },
    walks: [...asked, ...written.walks.map((walk) => ({ ...walk, connection: walk.connection + 1 }))],
  };
  t.is(firstDifference(written, looked), null);
});

function renamed(trace: Trace): Trace {
  return JSON.parse(JSON.stringify(trace).replace(/"node":"web\d"/g, '"node":"web9"')) as Trace;
}
