import test from "ava";
import { plainLine, plainText } from "../../scripts/terminal/plain-text.ts";

test("control sequences, control characters and bidi marks are left out", (t) => {
  t.is(plainText("a\u001b[31mb\u001b[0m\u001b]0;title\u0007c\u0000\u0008d\u202ee\u2066f\ufeff"), "abcdef");
});

test("line ends and tabs stay in a text, and become one space in a line", (t) => {
  t.is(plainText("a\r\nb\rc\td"), "a\nb\nc\td");
  t.is(plainLine("  a\r\n  b\tc "), "a b c");
});

test("other scripts and signs are text", (t) => {
  t.is(plainText("größe → 東京 😀"), "größe → 東京 😀");
});
