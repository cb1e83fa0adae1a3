import { once } from "node:events";
import { text } from "node:stream/consumers";
import test from "ava";
import { execa } from "execa";
import { floodJobs } from "../../scripts/traffic/flood-jobs.ts";
import { floodProgram } from "../../scripts/traffic/program.ts";
import { labUnderTest } from "../plan/lab-files.ts";

test("a flood's packets come from the prefix that its client spoofs, and go to the service", (t) => {
  const { lab, plan } = labUnderTest("syn-guard");
  const send = lab.tests.find(({ id }) => id === "syn-proxy")?.send ?? [];
  t.deepEqual(floodJobs(send, plan), [
    {
      client: "mob1",
      service: "shop",
      address: "10.10.0.100",
      port: 80,
      sources: { first: 0xc6_13_00_00, count: 65_536 },
      packets: 20_000,
      forMs: 2_000,
      againMs: null,
    },
  ]);
});

test("answers to spoofed addresses are routed to the client that spoofs them", (t) => {
  const { plan } = labUnderTest("syn-guard");
  const node = (name: string) => plan.nodes.find((one) => one.name === name);
  const mob = node("mob1")?.interfaces[0]?.addresses[0]?.split("/")[0];
  t.true(node("guard1")?.routes.some(({ to, via }) => to === "198.19.0.0/16" && via === mob));
  t.is(node("mob1")?.sysctls["net.ipv4.ip_forward"], "0");
});

async function refused(...args: readonly string[]): Promise<string> {
  const { stderr, exitCode } = await execa("perl", ["-e", await floodProgram(), ...args], {
    reject: false,
    input: "go\n",
    timeout: 10_000,
  });
  return exitCode === 0 ? "" : stderr;
}

test("the flood itself refuses addresses that somebody may have, and what has no end", async (t) => {
  t.regex(
    await refused("127.0.0.1", "80", String(0x0a_00_00_00), "256", "1", "1", "0", "0"),
    /no such source/,
  );
  t.regex(
    await refused("127.0.0.1", "80", String(0xc6_13_00_00), "131072", "1", "1", "0", "0"),
    /no such source/,
  );
  t.regex(
    await refused("127.0.0.1", "80", String(0xc6_13_00_00), "256", "200001", "1", "0", "0"),
    /too much/,
  );
  t.regex(await refused("127.0.0.1", "80", String(0xc6_13_00_00), "256", "1", "31", "0", "0"), /too much/);
  t.regex(await refused("127.0.0.1", "80", String(0xc6_13_00_00), "256", "1", "1", "61", "0"), /too much/);
  t.regex(
    await refused("127.0.0.1", "80", String(0xc6_13_00_00), "256", "100001", "1", "1", "0"),
    /too much/,
  );
});

test("the flood is a valid program", async (t) => {
  const perl = execa("perl", ["-c"], { input: await floodProgram(), timeout: 10_000 });
  const [said] = await Promise.all([text(perl.stderr), once(perl, "close")]);
  t.regex(said, /syntax OK/);
});
