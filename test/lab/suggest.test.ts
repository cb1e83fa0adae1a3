import test from "ava";
import { didYouMean, expectedOneOf, nearest } from "../../stacks/lab/suggest.ts";

test("a word with one wrong, missing or swapped letter is recognised", (t) => {
  t.is(nearest("cuont", ["on", "count", "role"]), "count");
  t.is(nearest("lsv", ["web", "lvs"]), "lvs");
  t.is(nearest("ngnix", ["tomcat", "nginx"]), "nginx");
  t.is(nearest("schedular", ["scheduler", "servers"]), "scheduler");
});

test("a word that is like none is left alone", (t) => {
  t.is(nearest("colour", ["lab", "about", "tiers"]), null);
  t.is(nearest("web", ["lvs", "app"]), null);
  t.is(didYouMean("web", []), null);
});

test("a long list of known words is cut", (t) => {
  const many = Array.from({ length: 20 }, (_, at) => `w${at}`);
  t.is(expectedOneOf(many, "words"), `expected one of: ${many.slice(0, 12).join(", ")} and 8 more`);
  t.is(expectedOneOf([], "words"), "this lab has no words");
});
