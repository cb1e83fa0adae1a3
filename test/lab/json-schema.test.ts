import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import test from "ava";
import { parse } from "yaml";
import { labJsonSchema } from "../../stacks/lab/json-schema.ts";

// TIERLAB_GOLDEN=write npx ava test/lab/json-schema.test.ts writes it anew.
const LABS = new URL("../../labs/", import.meta.url);
const COMMITTED = new URL("lab.schema.json", LABS);
const labs = readdirSync(LABS).filter((name) => name.endsWith(".yaml"));
const validate = new Ajv({ strict: true, strictTypes: false }).compile(labJsonSchema());

test("the committed JSON Schema is the one that the definition gives", (t) => {
  const text = `${JSON.stringify(labJsonSchema(), null, 2)}\n`;
  if (process.env.TIERLAB_GOLDEN === "write") {
    writeFileSync(COMMITTED, text);
  }
  t.is(readFileSync(COMMITTED, "utf8"), text);
});

for (const name of labs) {
  test(`${name} fits the JSON Schema that its first line names`, (t) => {
    const text = readFileSync(new URL(name, LABS), "utf8");
    const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1];
    t.is(new URL(named ?? "", LABS).href, COMMITTED.href);
    t.true(existsSync(new URL(named ?? "", LABS)));
    t.true(validate(parse(text)), JSON.stringify(validate.errors));
  });
}

test("the JSON Schema refuses what the definition refuses", (t) => {
  const lab = {
    lab: "x",
    about: "x",
    segments: { a: "10.0.0.0/24" },
    tiers: { web: { role: "nginx", on: "a" } },
  };
  t.true(validate(lab));
  t.false(validate({ ...lab, colour: "blue" }));
  t.false(validate({ ...lab, tiers: { web: { role: "ngnix", on: "a" } } }));
  t.false(validate({ ...lab, tiers: { web2: { role: "nginx", on: "a" } } }));
  t.false(validate({ ...lab, segments: { a: "10.0.0.0/33" } }));
});

test("every setting of the JSON Schema has a description for the editor", (t) => {
  t.deepEqual([...undescribed(labJsonSchema(), [])], []);
});

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

function* undescribed(schema: Schema, path: readonly string[]): Generator<string> {
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (property.description === undefined) {
      yield [...path, key].join(".");
    }
    yield* undescribed(property, [...path, key]);
  }
  const { additionalProperties: values, items } = schema;
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(items === undefined ? [] : [items])];
  for (const one of typeof values === "object" ? [...inner, values] : inner) {
    yield* undescribed(one, path);
  }
}
