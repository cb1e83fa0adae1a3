import test from "ava";
import fc from "fast-check";
import { parse } from "yaml";
import { yamlText } from "../../stacks/emit/yaml-text.ts";

test("any text comes back from YAML as it went in, by its new rules and by its old ones", (t) => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^[ \n\t#:&*!|>'"%@`{}[\],?$\\-]*$/),
    fc.constantFrom(
      "no",
      "yes",
      "on",
      "0o17",
      "0x1F",
      "1_000",
      "12:30:45",
      "~",
      "null",
      "2026-11-25",
      "a\r\nb",
      "\u0085",
    ),
  );
  fc.assert(
    fc.property(text, text, fc.array(text), (key, value, list) => {
      const data = { [`k${key}`]: value, list, nested: { list: [{ value }] } };
      const written = yamlText(data, ["list"]);
      t.deepEqual(parse(written), data);
      t.deepEqual(parse(written, { version: "1.1" }), data);
    }),
    { numRuns: 500 },
  );
  t.pass();
});
