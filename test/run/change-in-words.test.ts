import test from "ava";
import { breakInWords } from "../../scripts/run/ledger.ts";
import { changeInWords } from "../../stacks/lab/change-in-words.ts";

test("a patch is told as its leaves, without what only allows it", (t) => {
  t.is(
    changeInWords({
      services: { shop: { mode: "nat", check: null } },
      tiers: { web: { on: ["annex", "apps"] } },
      allow: ["dr-same-segment"],
    }),
    "services.shop.mode: nat, services.shop.check: null, tiers.web.on: [annex, apps]",
  );
});

test("a break that changes nothing but what strikes is told by its faults alone", (t) => {
  t.is(
    breakInWords({ with: {}, timeline: [{ at: 1000, kill: "lvs1" }], fails: "outage" }),
    "kill lvs1 at 1 s",
  );
  t.is(changeInWords({ tiers: { web: { sysctls: {} } } }), "tiers.web.sysctls: {}");
});
