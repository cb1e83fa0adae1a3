import test from "ava";
import fc from "fast-check";
import { guardFor } from "../../stacks/roles/config-format.ts";
import { renderer } from "../../stacks/roles/templates.ts";

const FORMATS = ["keepalived", "frr", "nginx", "nft", "vcl", "xml"] as const;

for (const format of FORMATS) {
  test(`${format}: a value that could end a token, a line or a block is refused`, (t) => {
    for (const value of [
      "a\nb",
      'a"b',
      "a'b",
      "a;b",
      "a{b",
      "a}b",
      "a#b",
      "a!b",
      // A whole variable may stand in a configuration of nginx, where another line defines it.
      format === "nginx" ? "a$b" : "$a",
      "$a;b",
      "a\\b",
      "<a>",
      "a&b",
      "a\u0000",
    ]) {
      t.throws(() => guardFor(format)(value), { message: /cannot stand in/ });
    }
  });

  test(`${format}: names, addresses and paths stand as they are`, (t) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9/_.:-]{0,40}$/), (value) => {
        t.is(guardFor(format)(value), value);
      }),
    );
  });
}

test("a template gets no value past its guard", (t) => {
  const render = renderer({ "role/file": "name {{ name }}\n" });
  t.is(render("frr", "role/file", { name: "edge1" }), "name edge1\n");
  t.throws(() => render("frr", "role/file", { name: "edge1\n!" }), { message: /cannot stand in a frr/ });
});

test("a template that names what it was not given is refused", (t) => {
  t.throws(() => renderer({ "role/file": "{{ nam }}" })("frr", "role/file", { name: "edge1" }), {
    message: /undefined variable: nam/,
  });
});

test("a template that is not there is refused", (t) => {
  t.throws(() => renderer({})("frr", "role/file", {}), { message: /role\/file/ });
});
