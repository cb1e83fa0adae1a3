import test from "ava";
import { answersIn, askArp } from "../../../scripts/observe/observers/arp.ts";
import { sampleLab } from "../sample-lab.ts";
import { macOf, samplePlan } from "../sample-plan.ts";
import { scriptedEngine } from "../scripted-engine.ts";

const question = { service: "shop", askedBy: "edge1" };
const reply = (mac: string) => `Unicast reply from 10.10.0.100 [${mac}]  0.609ms`;

test("the question is broadcast on the asker's interface in the VIP's segment", async (t) => {
  const engine = scriptedEngine(() => `ARPING\n${reply(macOf("lvs1"))}\nSent 2 probes (2 broadcast(s))\n`);
  const found = await askArp(engine, sampleLab(), question, AbortSignal.timeout(5_000));
  t.deepEqual(engine.asked, ["edge1: arping -b -c 1000 -w 1 -I eth1 10.10.0.100"]);
  t.deepEqual(found, { ...question, vip: "10.10.0.100", answers: [{ mac: macOf("lvs1"), node: "lvs1" }] });
});

test("each answerer counts once, whatever the case of its address; an unknown one has no node", (t) => {
  const output = [macOf("lvs1"), macOf("web2").toUpperCase(), macOf("lvs1"), "02:ff:ff:ff:ff:ff"]
    .map(reply)
    .join("\n");
  t.deepEqual(
    answersIn(output, samplePlan()).map(({ node }) => node),
    ["lvs1", "web2", null],
  );
});

test("no answer is an observation, a question that could not be asked is an error", async (t) => {
  const silent = scriptedEngine(() => "ARPING\nSent 2 probes (2 broadcast(s))\nReceived 0 response(s)\n");
  t.deepEqual((await askArp(silent, sampleLab(), question, AbortSignal.timeout(5_000))).answers, []);
  const broken = scriptedEngine(() => undefined);
  await t.throwsAsync(askArp(broken, sampleLab(), question, AbortSignal.timeout(5_000)), {
    message: "arping failed in edge1 (exit code 1): it does not work",
  });
});

test("a node outside the VIP's segment cannot ask", async (t) => {
  const engine = scriptedEngine(() => "");
  await t.throwsAsync(
    askArp(engine, sampleLab(), { ...question, askedBy: "client1" }, AbortSignal.timeout(5_000)),
    {
      message: "client1 cannot ask for the VIP of `shop`: it is not in the VIP's segment",
    },
  );
});
