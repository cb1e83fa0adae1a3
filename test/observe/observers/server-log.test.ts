import test from "ava";
import { parseServerLog, readServerLogs } from "../../../scripts/observe/observers/server-log.ts";
import { request } from "../../checks/sample-evidence.ts";
import { sampleLab } from "../sample-lab.ts";
import { scriptedEngine } from "../scripted-engine.ts";

const line = (requestId: string) =>
  `{"requestId":"${requestId}","peer":"198.18.0.1","port":80,"forwardedFor":"","status":200,"upstream":"10.20.0.21:8080","connection":7,"connectionRequest":1,"time":1.5}\n`;

test("a line of nginx is read; an empty header was not there", (t) => {
  t.deepEqual(parseServerLog(line("run-1"), "web1"), [
    {
      node: "web1",
      requestId: "run-1",
      peer: "198.18.0.1",
      port: 80,
      forwardedFor: null,
      status: 200,
      upstream: "10.20.0.21:8080",
      connection: 7,
      connectionRequest: 1,
    },
  ]);
});

test("a line of tomcat, which has no upstream and does not number requests, is read", (t) => {
  const [found] = parseServerLog(
    '{"requestId":"run-1","peer":"10.20.0.11","port":8080,"forwardedFor":"198.18.0.1","status":200,"upstream":null,"connection":40001}',
    "app1",
  );
  t.like(found, { forwardedFor: "198.18.0.1", upstream: null, connection: 40_001, connectionRequest: 0 });
});

test("an IPv6 peer has one form, whatever the server wrote; what is no address stays", (t) => {
  const from = (peer: string) => line("run-1").replace("198.18.0.1", peer);
  t.is(parseServerLog(from("2001:db8:0:0:0:0:0:1"), "app1")[0]?.peer, "2001:db8::1");
  t.is(parseServerLog(from("unix:"), "web1")[0]?.peer, "unix:");
});

test("a line that is half written is left out", (t) => {
  t.is(parseServerLog(`${line("run-1")}{"requestId":"run-2","pe`, "web1").length, 1);
});

test("it waits until every answered request has its line, and takes no other run's", async (t) => {
  let asked = 0;
  const engine = scriptedEngine((node) => {
    asked += 1;
    return node === "web1" ? `${line("old-1")}${asked > 2 ? line("run-1") : ""}` : "";
  });
  const question = { nodes: ["web1", "web2"], run: "run", requests: [request({ id: "run-1" })] };
  const lines = await readServerLogs(engine, sampleLab(), question, AbortSignal.timeout(5_000));
  t.deepEqual(
    lines.map(({ node, requestId }) => ({ node, requestId })),
    [{ node: "web1", requestId: "run-1" }],
  );
  t.is(
    engine.asked[0],
    "web1: grep --no-filename --no-messages --fixed-strings run /var/log/nginx/access.log",
  );
});
