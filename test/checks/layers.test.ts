import test from "ava";
import { cpu } from "../../scripts/checks/cpu.ts";
import { servedBy } from "../../scripts/checks/served-by.ts";
import { sticky } from "../../scripts/checks/sticky.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const of = (servers: readonly string[][]) => ({
  requests: servers.map((servedBy) => request({ servedBy })),
});

test("requests come to the servers that are named, and each of these gets some", (t) => {
  const judged = (node: string[], servers: readonly string[][]) =>
    servedBy.judge({ node }, evidence(of(servers))).outcome;
  t.is(judged(["app"], [["web1", "app1"]]), "holds");
  t.is(judged(["web"], [["web1"], ["web2"]]), "holds");
  t.is(judged(["web"], [["web1", "app1"]]), "fails", "web1 passed it on");
  t.is(judged(["web1", "web2"], [["web1"]]), "fails", "web2 got none");
  t.is(judged(["web"], []), "fails");
  t.is(servedBy.judge({ node: ["web"] }, evidence({ requests: [unanswered()] })).outcome, "fails");
});

test("only the requests of the named sender are looked at", (t) => {
  const requests = [request({ sender: "api", servedBy: ["app1"] }), request({ sender: "page" })];
  t.is(servedBy.judge({ of: "api", node: ["app"] }, evidence({ requests })).outcome, "holds");
});

test("sessions keep to a server each, and not all to the same", (t) => {
  const judged = (per: "session" | "client", ...sent: [client: string, sender: string, server: string][]) =>
    sticky.judge(
      { to: "web", per },
      evidence({
        requests: sent.map(([client, sender, server]) => request({ client, sender, servedBy: [server] })),
      }),
    ).outcome;
  const kept: [string, string, string][] = [
    ["client1", "ann", "web1"],
    ["client1", "bob", "web2"],
    ["client1", "ann", "web1"],
  ];
  t.is(judged("session", ...kept), "holds");
  t.is(judged("client", ...kept, ["client2", "ann", "web1"]), "fails", "client1 had two servers");
  t.is(
    judged("session", ["client1", "ann", "web1"], ["client2", "ann", "web1"]),
    "fails",
    "one server alone",
  );
  t.is(judged("session", ["client1", "ann", "web1"]), "fails", "one session alone");
});

test("what two nodes cost is compared by a thousand requests of each", (t) => {
  const requests = [
    ...Array.from({ length: 100 }, () => request({ service: "shop" })),
    ...Array.from({ length: 200 }, () => request({ service: "web" })),
  ];
  const judged = (lvs: number | null, web: number | null, times: number) =>
    cpu.judge(
      { less: "lvs1", than: "web1", times },
      evidence({
        requests,
        cpu: [
          { node: "lvs1", ms: lvs },
          { node: "web1", ms: web },
        ],
      }),
    );
  t.is(judged(20, 160, 4).outcome, "holds");
  t.is(judged(20, 160, 4).figure, "lvs1 200 ms, web1 800 ms of CPU for 1,000 requests");
  t.is(judged(20, 160, 5).outcome, "fails");
  t.is(judged(null, 160, 2).outcome, "not-measured");
});
