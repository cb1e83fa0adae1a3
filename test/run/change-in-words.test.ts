import test from "ava";
import { changeInWords } from "../../scripts/run/ledger.ts";

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
