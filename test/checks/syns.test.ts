import test from "ava";
import { syns } from "../../scripts/checks/syns.ts";
import { proxied } from "../observe/proxied.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const packets = proxied([
  { client: "SYN", port: 40_001 },
  { server: "SYN", port: 50_001 },
  { server: "SYN", port: 50_001 },
  { server: "SYN", port: 50_002 },
]);
const judge = (most: number, requests = [request(), request(), request()]) =>
  syns.judge({ at: "web", "at-most": most }, evidence({ packets, requests }));

test("connections to the tier are counted once each, however often their SYN is sent", (t) => {
  const found = judge(2);
  t.is(found.outcome, "holds");
  t.is(found.figure, "2 SYNs for 3 requests");
});

test("one more than allowed fails", (t) => {
  t.is(judge(1).outcome, "fails");
});

test("few connections prove nothing where no request is served", (t) => {
  t.is(judge(2, [unanswered()]).outcome, "fails");
});

test("a connection whose first request has no X-Request-Id is a health check's, and does not count", (t) => {
  const checked = proxied([
    { server: "SYN", port: 50_001 },
    { server: "asks", port: 50_001, id: "r-1" },
    { server: "SYN", port: 50_009 },
    { server: "asks", port: 50_009, id: null },
  ]);
  const found = syns.judge(
    { at: "web", "at-most": 1 },
    evidence({ packets: checked, requests: [request()] }),
  );
  t.is(found.figure, "1 SYN for 1 request");
});
