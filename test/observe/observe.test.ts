import test from "ava";
import type { Company, Gate } from "../../scripts/gate/gate.ts";
import type { Need } from "../../scripts/observe/observation.ts";
import { type ObserveOptions, observe } from "../../scripts/observe/observe.ts";
import { SenderPool } from "../../scripts/traffic/sender-pool.ts";
import { test as testSchema } from "../../stacks/lab/schema/test.ts";
import { localMachine } from "../traffic/local-machine.ts";
import { localServer } from "../traffic/local-server.ts";
import { sampleLab } from "./sample-lab.ts";
import { samplePlan } from "./sample-plan.ts";
import { scriptedEngine } from "./scripted-engine.ts";

const counters = "CPU Conns\n  0 1 1 0 1 0\n";

interface Asked {
  readonly port: number;
  readonly needs?: readonly Need[];
  readonly faults?: ObserveOptions["faults"];
  readonly company?: Company;
}

/** A gate that lets everybody in, and writes down each turn as it begins and ends. */
function gateOf(turns: string[]): Gate {
  const turn =
    (kind: string) =>
    async <T>(work: () => Promise<T>) => {
      turns.push(kind);
      return work().finally(() => turns.push(`${kind} over`));
    };
  return { beside: turn("beside"), paced: turn("paced"), alone: turn("alone") };
}

/** A lab whose clients are this machine; it counts the captures that were begun and ended. */
function sample({ port, needs = [], faults = async () => [], company = "beside" }: Asked) {
  const turns: string[] = [];
  const captures = { begun: 0, ended: 0 };
  const { send: sends = [] } = testSchema.parse({
    id: "x",
    claim: "a claim to test",
    send: { http: "shop", from: "client", requests: 4 },
    expect: {},
  });
  const signal = AbortSignal.timeout(30_000);
  const options: ObserveOptions = {
    engine: {
      ...localMachine(),
      ...scriptedEngine((_, [program]) => (program === "cat" ? counters : undefined)),
      capture: async () => {
        captures.begun += 1;
        return {
          stop: async () => {
            captures.ended += 1;
            return "/x.pcapng";
          },
          whole: async () => {},
        };
      },
      stream: async () => {
        throw new Error("no frames are asked for");
      },
      tool: async () => ({ exitCode: 0, stdout: "", stderr: "" }),
    },
    pool: new SenderPool(localMachine(), signal),
    lab: sampleLab(samplePlan({ vip: "127.0.0.1", port })),
    sends,
    needs,
    faults,
    folder: "/",
    name: "x",
    company,
    gate: gateOf(turns),
    onWait: () => {},
    signal,
  };
  return { captures, turns, observed: observe(options) };
}

test("traffic, faults, captures and counters of one run come together", async (t) => {
  const server = await localServer();
  const { captures, observed } = sample({
    port: server.port,
    needs: [{ kind: "packets" }, { kind: "ipvs", director: "lvs1", service: "shop" }],
    faults: async (at) => [
      { act: "kill", fault: { at: 0, kill: "web1" }, node: "web1", at: at + 1, doneAt: at + 2 },
    ],
  });
  const seen = await observed;
  await server.close();
  t.is(seen.requests.length, 4);
  t.is(seen.faults[0]?.node, "web1");
  t.is(seen.captureFile, "/x.pcapng");
  t.like(seen.ipvs[0], { director: "lvs1", connections: 0 });
  t.deepEqual(captures, { begun: 1, ended: 1 });
});

test("nothing is captured where nobody asks for packets", async (t) => {
  const server = await localServer();
  const { captures, observed } = sample({ port: server.port });
  t.is((await observed).captureFile, null);
  await server.close();
  t.deepEqual(captures, { begun: 0, ended: 0 });
});

test("a timeline that fails is told as it is, and leaves no capture and no sender", async (t) => {
  const server = await localServer();
  const { captures, observed } = sample({
    port: server.port,
    needs: [{ kind: "packets" }],
    faults: () => Promise.reject(new Error("web1 cannot be killed")),
  });
  await t.throwsAsync(observed, { message: "web1 cannot be killed" });
  await server.close();
  t.deepEqual(captures, { begun: 1, ended: 1 });
});

test("a question that cannot be asked is told, and the capture ends", async (t) => {
  const server = await localServer();
  const { captures, observed } = sample({
    port: server.port,
    needs: [{ kind: "packets" }, { kind: "arp", service: "shop", askedBy: "client1" }],
  });
  await t.throwsAsync(observed, { message: /client1 cannot ask for the VIP/ });
  await server.close();
  t.deepEqual(captures, { begun: 1, ended: 1 });
});

for (const company of ["paced", "alone"] as const)
  test(`traffic that goes ${company} does so, and what comes before and after it goes beside others`, async (t) => {
    const server = await localServer();
    const { turns, observed } = sample({ port: server.port, company });
    await observed;
    await server.close();
    t.deepEqual(turns, ["beside", "beside over", company, `${company} over`, "beside", "beside over"]);
  });

test("a run that is not timed is one turn beside others", async (t) => {
  const server = await localServer();
  const { turns, observed } = sample({ port: server.port });
  await observed;
  await server.close();
  t.deepEqual(turns, ["beside", "beside over"]);
});
