import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { labTypes } from "../../scripts/build/lab-types.ts";
import { labSchemaWithMeanings } from "../../stacks/lab/json-schema.ts";

const COMMITTED = new URL("../../stacks/lab/definition/lab-types.ts", import.meta.url);

test("the types of a lab in TypeScript are those that the schema gives", (t) => {
  const text = labTypes(labSchemaWithMeanings());
  if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(COMMITTED, text);
  t.is(readFileSync(COMMITTED, "utf8"), text);
});
