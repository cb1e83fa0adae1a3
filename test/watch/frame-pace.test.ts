import test from "ava";
import { FramePace } from "../../scripts/watch/screen/frame-pace.ts";
import { labUnderTest } from "../plan/lab-files.ts";
import { stateOf, viewOf } from "./sample-view.ts";

const { plan } = labUnderTest("lvs-dr");
const calm = stateOf(plan, viewOf(plan));

function drawnAt0(state = calm): FramePace {
  const pace = new FramePace();
  pace.drawn(state, 0);
  return pace;
}

test("figures that move are drawn at every second round of looks", (t) => {
  const moved = { ...calm, view: viewOf(plan) };
  t.false(drawnAt0().isDue(moved, 1_000));
  t.true(drawnAt0().isDue(moved, 2_000));
});

test("what happens is drawn at once", (t) => {
  t.true(new FramePace().isDue(calm, 0), "nothing is drawn yet");
  const events = [{ at: 0, tone: "bad", text: "web1 is dead" }] as const;
  t.true(drawnAt0().isDue({ ...calm, events }, 1));
  t.true(drawnAt0().isDue({ ...calm, doing: "kill web1" }, 1));
  t.true(drawnAt0().isDue({ ...calm, isGone: true }, 1));
});

test("as long as nodes have not told, each round is drawn", (t) => {
  t.true(drawnAt0({ ...calm, view: null }).isDue(calm, 1));
  const view = viewOf(plan, { web1: { health: "unknown", told: new Map() } });
  t.true(drawnAt0({ ...calm, view }).isDue(calm, 1));
});
