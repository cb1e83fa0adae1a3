import { readFileSync } from "node:fs";
import test from "ava";
import { labVariant, readLab } from "../../stacks/lab/read-lab.ts";

const file = "labs/lvs-dr.yaml";
const reading = readLab(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"), { file });

function variantOf(id: string, labBreak: number) {
  const at = reading.lab?.tests.findIndex((one) => one.id === id) ?? -1;
  return labVariant(reading, at, labBreak);
}

test("a break changes its one thing and leaves the rest as it was", (t) => {
  const { lab } = reading;
  const nat = variantOf("dr-reply", 0);
  t.is(nat.services.shop?.mode, "nat");
  t.is(nat.tiers.web?.gateway, "lvs1");
  t.is(nat.tiers.web?.count, 3);
  t.is(nat.tiers.app, lab?.tiers.app);
  t.deepEqual(Object.keys(nat.tiers), Object.keys(lab?.tiers ?? {}));
  t.deepEqual({ ...nat, tiers: null, services: null }, { ...lab, tiers: null, services: null });
});

test("null removes a key, and its default applies again", (t) => {
  const web = variantOf("end-to-end", 0).tiers.web;
  t.false(web !== undefined && "upstream" in web);
  t.is(variantOf("health", 0).services.shop?.check, null);
});

test("a list is replaced, and rules may be allowed in the break alone", (t) => {
  const far = variantOf("dr-same-l2", 0);
  t.deepEqual(far.tiers.web?.on, ["annex", "apps"]);
  t.deepEqual(far.allow, ["dr-same-segment"]);
  t.deepEqual(reading.lab?.allow, []);
});

test("both breaks of a test start from the lab as written", (t) => {
  t.is(variantOf("dr-port", 0).services.shop?.mode, "dr");
  t.is(variantOf("dr-port", 1).services.shop?.mode, "nat");
  t.deepEqual(variantOf("dr-port", 1).allow, []);
});

test("asking for a break that is not there is a mistake of the program", (t) => {
  t.throws(() => labVariant(reading, 99, 0), { message: /test 99 has a break 0/ });
});
