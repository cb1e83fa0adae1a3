import test from "ava";
import type * as z from "zod";
import {
  duration,
  name,
  nodeRef,
  oneOrMore,
  period,
  port,
  prefix,
  share,
  size,
  tierName,
} from "../../stacks/lab/schema/values.ts";

function read(schema: z.ZodType, written: unknown): unknown {
  const result = schema.safeParse(written);
  return result.success ? result.data : result.error.issues[0]?.message;
}

test("durations are read in milliseconds, whatever their unit", (t) => {
  t.is(read(duration, "0s"), 0);
  t.is(read(duration, "500ms"), 500);
  t.is(read(duration, "2s"), 2_000);
  t.is(read(duration, "1.5s"), 1_500);
  t.is(read(duration, "1m"), 60_000);
  t.is(read(duration, "60m"), 3_600_000);
  t.is(read(duration, "0.4ms"), 0);
});

test("durations without a unit, below zero or over an hour are refused in words", (t) => {
  for (const written of ["5", 5, "-1s", "1h", "1 s", "", "1e3s", null]) {
    t.is(read(duration, written), "a duration, as in 500ms, 2s or 1m");
  }
  t.is(read(duration, "61m"), "a duration of at most 60m");
  t.is(read(period, "0s"), "a duration of at least 1ms");
  t.is(read(period, "0.4ms"), "a duration of at least 1ms");
  t.is(read(period, "1ms"), 1);
});

test("sizes are read in bytes, by powers of ten", (t) => {
  t.is(read(size, "100B"), 100);
  t.is(read(size, "20kB"), 20_000);
  t.is(read(size, "100MB"), 100_000_000);
  t.is(read(size, "101MB"), "a size of at most 100MB");
  for (const written of ["1KB", "1GB", "1.5kB", 100, "kB"]) {
    t.is(read(size, written), "a size, as in 100B, 20kB or 1MB");
  }
});

test("shares are read as fractions", (t) => {
  t.is(read(share, "5%"), 0.05);
  t.is(read(share, "0.5%"), 0.005);
  t.is(read(share, "100%"), 1);
  t.is(read(share, "101%"), "a share of at most 100%");
  t.is(read(share, "5"), "a share, as in 5%");
});

test("a tier's name ends in a letter, so that a number after it is a node's", (t) => {
  t.is(read(tierName, "web"), "web");
  t.is(read(tierName, "a"), "a");
  t.is(read(tierName, "web2-front"), "web2-front");
  for (const written of ["web2", "web-", "Web", "", "2web", "a".repeat(21), "__proto__", "constructor"]) {
    t.is(read(tierName, written), "a tier's name: lower case, at most 20 characters, ending in a letter");
  }
});

test("names that every JavaScript object has are no names", (t) => {
  for (const written of ["constructor", "__proto__", "toString"]) {
    t.not(read(name, written), written);
    t.not(read(nodeRef, written), written);
  }
  t.is(read(name, "constructor-site"), "constructor-site");
});

test("a node reference is a tier, all of a tier, or one of its nodes from 1", (t) => {
  for (const written of ["web", "web*", "web2", "web-front12", "web1000"]) {
    t.is(read(nodeRef, written), written);
  }
  for (const written of ["web0", "web02", "web2*", "web-", "*", "web1:apps", "Web1"]) {
    t.is(read(nodeRef, written), "a node, as in web2, or a tier, as in web");
  }
});

test("ports and prefixes are refused in the same words whatever is wrong with them", (t) => {
  for (const written of [0, 65536, 1.5, "80", null]) {
    t.is(read(port, written), "a port from 1 to 65535");
  }
  for (const written of ["10.0.0.0", "10.0.0.0/33", "10.0.0/24", "::/0", 10]) {
    t.is(read(prefix, written), "an IPv4 prefix, as in 10.0.0.0/24");
  }
});

test("one value reads as a list of one", (t) => {
  t.deepEqual(read(oneOrMore(tierName), "web"), ["web"]);
  t.deepEqual(read(oneOrMore(tierName), ["web", "app"]), ["web", "app"]);
});
