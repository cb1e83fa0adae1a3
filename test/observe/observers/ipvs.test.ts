import test from "ava";
import { watchIpvs } from "../../../scripts/observe/observers/ipvs.ts";
import { sampleLab } from "../sample-lab.ts";
import { samplePlan } from "../sample-plan.ts";
import { scriptedEngine } from "../scripted-engine.ts";

const question = { director: "lvs1", service: "shop" };
const soon = () => AbortSignal.timeout(30_000);

test("a director's only service is read from its live counters, once they stand still", async (t) => {
  const readings = [5, 5, 5, 40, 60, 65, 65];
  const engine = scriptedEngine((_, [, file]) =>
    file === "/proc/net/ip_vs_stats_percpu" ? percpu(readings.shift() ?? 65) : undefined,
  );
  const counted = await watchIpvs(engine, sampleLab(), question, soon());
  t.deepEqual(await counted(), {
    ...question,
    connections: 60,
    inPackets: 120,
    outPackets: 0,
    inBytes: 0,
    outBytes: 0,
  });
});

test("where a director has several services each is read by itself, and not until the kernel refreshed it", async (t) => {
  const plan = samplePlan();
  const two = {
    ...plan,
    services: [...plan.services, { ...plan.services[0], name: "api", vip: "10.10.0.101" }],
  };
  const readings = [7, 7, 7, 67, 67];
  const engine = scriptedEngine((_, [program]) =>
    program === "ipvsadm" ? `TCP 10.10.0.100:80 ${readings.shift() ?? 67} 2 0 4 0\n` : undefined,
  );
  const counted = await watchIpvs(engine, sampleLab(two as typeof plan), question, soon());
  t.is((await counted()).connections, 60);
  t.true(engine.asked.every((command) => command === "lvs1: ipvsadm -Ln --stats --exact"));
});

test("a dual-stack service beside others has the counters of both its addresses", async (t) => {
  const plan = samplePlan();
  const [shop] = plan.services;
  const two = {
    ...plan,
    services: [
      { ...shop, vip6: "2001:db8:10::100" },
      { ...shop, name: "api" },
    ],
  };
  const listing = (by4: number, by6: number) =>
    `TCP 10.10.0.100:80 ${by4} 2 0 4 0\nTCP [2001:db8:10::100]:80 ${by6} 1 0 2 0\n`;
  const readings = [listing(7, 1), listing(7, 1), listing(17, 24), listing(17, 24)];
  const engine = scriptedEngine((_, [program]) =>
    program === "ipvsadm" ? (readings.shift() ?? listing(17, 24)) : undefined,
  );
  const counted = await watchIpvs(engine, sampleLab(two as typeof plan), question, soon());
  t.is((await counted()).connections, 33);
});

test("a director without IPVS is told, not taken for one that counted nothing", async (t) => {
  await t.throwsAsync(
    watchIpvs(
      scriptedEngine(() => undefined),
      sampleLab(),
      question,
      soon(),
    ),
    {
      message: "ipvsadm failed in lvs1: it does not work",
    },
  );
});

function percpu(connections: number): string {
  const columns = [connections, connections * 2, 0, 0, 0].map((number) => number.toString(16).padStart(8));
  return `CPU    Conns  Packets  Packets            Bytes            Bytes\n  0 ${columns.join(" ")}\n`;
}
