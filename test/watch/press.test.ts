import test from "ava";
import { type Around, type Desk, type Key, press } from "../../scripts/watch/screen/press.ts";
import { labUnderTest } from "../plan/lab-files.ts";
import { viewOf } from "./sample-view.ts";

const { plan } = labUnderTest("lvs-dr");
const around: Around = { view: viewOf(plan), targets: ["shop"], isSending: false, hasChanged: false };
const AT_WEB1: Desk = { chosen: "web1", question: null, help: false, notice: null };

/** What comes of keys, one after the other. */
function after(keys: readonly Key[], desk = AT_WEB1, what: Around = around) {
  return keys.reduce((pressed, key) => press(pressed.desk, key, what), { desk } as ReturnType<typeof press>);
}

test("arrows lead through the nodes and over the tiers, and stop at their ends", (t) => {
  t.is(after(["right"]).desk.chosen, "web2");
  t.is(after(["right", "down"]).desk.chosen, "app2");
  t.is(after(["right", "right", "down"]).desk.chosen, "app2", "a shorter tier");
  t.is(after(["up"]).desk.chosen, "lvs1");
  t.is(after(["up", "up", "up", "up", "up", "left"]).desk.chosen, "client1");
});

test("a link is asked for where there are several, and cut", (t) => {
  const asked = after(["c"]);
  t.deepEqual(
    asked.desk.question?.choices.map(({ key, label }) => [key, label]),
    [
      ["1", "dmz"],
      ["2", "apps"],
    ],
  );
  t.deepEqual(after(["c", "2"]).command, { do: "act", fault: { at: 0, cut: "web1:apps" }, node: "web1" });
  t.is(after(["c", "escape"]).desk.question, null);
  t.is(after(["c", "9"]).command, undefined);
  const only = press({ ...AT_WEB1, chosen: "lvs1" }, "c", around);
  t.deepEqual(only.command, { do: "act", fault: { at: 0, cut: "lvs1:dmz" }, node: "lvs1" });
});

test("a dead node is started, and nothing else is done to it", (t) => {
  const dead = { ...around, view: viewOf(plan, { web1: { health: "down", told: new Map() } }) };
  t.deepEqual(after(["k"]).command, { do: "act", fault: { at: 0, kill: "web1" }, node: "web1" });
  t.deepEqual(after(["k"], AT_WEB1, dead).command, {
    do: "act",
    fault: { at: 0, start: "web1" },
    node: "web1",
  });
  for (const key of ["c", "p", "s"]) t.truthy(after([key], AT_WEB1, dead).desk.notice, key);
});

test("a server is drained, and a node that is none is told so", (t) => {
  t.deepEqual(after(["d"]).command, {
    do: "act",
    fault: { at: 0, drain: "web1", of: "shop" },
    node: "web1",
  });
  t.regex(after(["d"], { ...AT_WEB1, chosen: "edge1" }).desk.notice ?? "", /no pool/);
});

test("traffic is begun and stopped by the same key", (t) => {
  t.deepEqual(after(["t"]).command, { do: "send", target: "shop" });
  t.deepEqual(after(["t"], AT_WEB1, { ...around, isSending: true }).command, { do: "stop-sending" });
  t.deepEqual(after(["t", "2"], AT_WEB1, { ...around, targets: ["shop", "api"] }).command, {
    do: "send",
    target: "api",
  });
});

test("whoever changed something is asked before leaving", (t) => {
  t.deepEqual(after(["q"]).command, { do: "leave", putBack: false });
  const changed = { ...around, hasChanged: true };
  t.is(after(["q"], AT_WEB1, changed).command, undefined);
  t.deepEqual(after(["q", "b"], AT_WEB1, changed).command, { do: "leave", putBack: true });
  t.deepEqual(after(["q", "l"], AT_WEB1, changed).command, { do: "leave", putBack: false });
  t.is(after(["q", "escape"], AT_WEB1, changed).desk.question, null);
});

test("a key that means nothing does nothing", (t) => {
  t.deepEqual(after(["z"]), { desk: AT_WEB1 });
});
