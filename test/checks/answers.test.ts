import test from "ava";
import { answers } from "../../scripts/checks/answers.ts";
import type { RequestRecord } from "../../scripts/observe/observation.ts";
import { evidence, request } from "./sample-evidence.ts";

function told(address: string | null, client = "client1"): RequestRecord {
  const addresses = address === null ? [] : [{ address, ttlS: 1 }];
  const error = address === null ? "ETIMEOUT" : null;
  return request({ client, lookup: { name: "www.shop.test", at: 1_000, tookMs: 2, addresses, error } });
}

test("it holds where every look-up of a client gave the service's address", (t) => {
  const requests = [told("10.10.0.100"), told("10.10.0.100")];
  const found = answers.judge({ client1: "shop" }, evidence({ requests }));
  t.is(found.outcome, "holds");
  t.is(found.figure, "2 of 2 answers");
});

test("one other address fails, and is told beside the name to ask for", (t) => {
  const requests = [told("10.10.0.100"), told("10.9.9.9")];
  const found = answers.judge({ client1: "shop" }, evidence({ requests }));
  t.is(found.outcome, "fails");
  t.is(found.observed, "client1 shop (1), 10.9.9.9 (1)");
  t.is(found.look, "exec sample client1 -- dig www.shop.test");
});

test("a look-up that failed is no answer", (t) => {
  const found = answers.judge({ client1: "shop" }, evidence({ requests: [told(null)] }));
  t.is(found.outcome, "fails");
  t.is(found.observed, "client1 ETIMEOUT (1)");
});

test("who looked nothing up was told nothing", (t) => {
  t.is(answers.judge({ client1: "shop" }, evidence({ requests: [request()] })).outcome, "fails");
});
