import anyTest, { type TestFn } from "ava";
import type { Engine } from "../../scripts/engines/engine.ts";
import { readySenders } from "../../scripts/traffic/send.ts";
import { SenderPool } from "../../scripts/traffic/sender-pool.ts";
import { test as testSchema } from "../../stacks/lab/schema/test.ts";
import { sampleLab } from "../observe/sample-lab.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { localMachine } from "./local-machine.ts";
import { type LocalServer, localServer } from "./local-server.ts";

const test = anyTest as TestFn<{ server: LocalServer }>;

test.beforeEach(async (t) => {
  t.context.server = await localServer();
});
test.afterEach.always((t) => t.context.server.close());

interface Given {
  readonly engine?: Pick<Engine, "spawn">;
  readonly pool?: SenderPool;
  readonly signal?: AbortSignal;
  readonly onFirstRequest?: (at: number) => void;
}

async function run(port: number, what: object, given: Given = {}) {
  const { engine = localMachine(), signal = AbortSignal.timeout(20_000), onFirstRequest = () => {} } = given;
  const { send: sends = [] } = testSchema.parse({
    id: "x",
    claim: "a claim to test",
    send: what,
    expect: {},
  });
  const pool = given.pool ?? new SenderPool(engine, signal);
  const lab = sampleLab(samplePlan({ vip: "127.0.0.1", port }));
  const senders = await readySenders({ pool, lab, sends, signal });
  try {
    return await senders.go(onFirstRequest);
  } finally {
    senders.end();
    if (given.pool === undefined) pool.clear(lab);
  }
}

test("requests are split evenly over the clients, and each tells who served it and how long it took", async (t) => {
  let first = 0;
  const onFirstRequest = (at: number) => {
    first = at;
  };
  const { port } = t.context.server;
  const { requests } = await run(port, { http: "shop", from: "client", requests: 5 }, { onFirstRequest });
  t.deepEqual(requests.map(({ client }) => client).sort(), [
    ...Array(3).fill("client1"),
    "client2",
    "client2",
  ]);
  t.is(new Set(requests.map(({ id }) => id)).size, 5);
  t.true(requests.every(({ status, error, bytes }) => status === 200 && error === null && bytes === 4));
  t.true(requests.every(({ servedBy }) => servedBy.join() === "web1,app1"));
  t.true(requests.every(({ startedAt, endedAt }) => startedAt > first - 100 && endedAt > startedAt));
  t.true(Math.abs(first - Date.now()) < 10_000);
});

test("a body goes along by POST; without one it is GET", async (t) => {
  const { port, bodies } = t.context.server;
  const what = { http: "shop", from: "client1", timeout: "10s" };
  const sent = await run(port, { ...what, requests: 2, body: "200kB" });
  t.true(sent.requests.every(({ status }) => status === 200));
  await run(port, { ...what, requests: 1 });
  t.deepEqual(bodies, [
    { method: "POST", bytes: 200_000 },
    { method: "POST", bytes: 200_000 },
    { method: "GET", bytes: 0 },
  ]);
});

test("new connections are new for each request", async (t) => {
  const { requests } = await run(t.context.server.port, {
    http: "shop",
    from: "client1",
    requests: 8,
    concurrency: 3,
  });
  t.is(t.context.server.connections(), 8);
  t.is(new Set(requests.map(({ localPort }) => localPort)).size, 8);
  t.true(requests.every(({ reused }) => !reused));
});

test("kept connections carry several requests, and say which of them were on a used one", async (t) => {
  const what = { http: "shop", from: "client1", requests: 8, concurrency: 2, connections: "kept" };
  const { requests } = await run(t.context.server.port, what);
  t.is(t.context.server.connections(), 2);
  t.is(requests.filter(({ reused }) => reused).length, 6);
});

test("a path, a size and a delay reach the application", async (t) => {
  const what = { http: "shop", from: "client1", requests: 1, path: "/page?a=1", size: "2kB", delay: "30ms" };
  const { requests } = await run(t.context.server.port, what);
  t.is(requests[0]?.bytes, 2_000);
  t.true((requests[0]?.endedAt ?? 0) - (requests[0]?.startedAt ?? 0) >= 29);
});

test("an answer that does not come in time is a failure that says so, with its port", async (t) => {
  const what = {
    http: "shop",
    from: "client1",
    requests: 2,
    concurrency: 2,
    path: "/?delay=2000",
    timeout: "60ms",
  };
  const { requests } = await run(t.context.server.port, what);
  t.deepEqual(
    requests.map(({ status, error }) => ({ status, error })),
    Array(2).fill({ status: null, error: "no answer within 60 ms" }),
  );
  t.true(requests.every(({ localPort }) => localPort !== null));
  t.true(requests.every(({ startedAt, endedAt }) => endedAt - startedAt < 1_000));
});

test("a refused and a reset connection are failures that say so", async (t) => {
  const reset = await run(t.context.server.port, {
    http: "shop",
    from: "client1",
    requests: 1,
    path: "/?reset=1",
  });
  t.is(reset.requests[0]?.error, "connection reset");
  await t.context.server.close();
  const refused = await run(t.context.server.port, { http: "shop", from: "client1", requests: 1 });
  t.is(refused.requests[0]?.error, "connection refused");
});

test("a probe keeps its schedule, whatever its answers take", async (t) => {
  const what = {
    probe: "shop",
    from: "client1",
    every: "20ms",
    for: "400ms",
    path: "/?delay=600",
    timeout: "20s",
  };
  const { requests } = await run(t.context.server.port, what);
  t.is(requests.length, 20);
  const dues = requests.map(({ dueAt }) => dueAt).sort((a, b) => a - b);
  t.true(dues.every((due, index) => index === 0 || Math.abs(due - (dues[index - 1] ?? 0) - 20) < 0.01));
  const [first] = requests.toSorted((a, b) => a.dueAt - b.dueAt);
  t.true(requests.filter(({ startedAt }) => startedAt < (first?.endedAt ?? 0)).length > 1);
  t.true(requests.every(({ reused, status }) => !reused && status === 200));
});

test("an abort ends the senders and rejects with its reason", async (t) => {
  const stop = new AbortController();
  const engine = localMachine();
  const onFirstRequest = () => stop.abort(new Error("interrupted"));
  const what = { probe: "shop", from: "client", every: "20ms", for: "20s" };
  await t.throwsAsync(run(t.context.server.port, what, { engine, onFirstRequest, signal: stop.signal }), {
    message: "interrupted",
  });
  await gone(engine.pids);
  t.is(engine.pids.length, 2);
});

test("a sender whose starter is gone ends by itself", async (t) => {
  const engine = localMachine();
  const starter: Pick<typeof engine, "spawn"> = {
    spawn: async (...given) => {
      const process = await engine.spawn(...given);
      return { ...process, kill: () => {} };
    },
  };
  const onFirstRequest = () => stop.abort(new Error("interrupted"));
  const stop = new AbortController();
  const what = { probe: "shop", from: "client1", every: "20ms", for: "20s" };
  await t.throwsAsync(
    run(t.context.server.port, what, { engine: starter, onFirstRequest, signal: stop.signal }),
  );
  await gone(engine.pids);
  t.is(engine.pids.length, 1);
});

test("a sender that cannot do its work is told, with what it said", async (t) => {
  const engine: Given["engine"] = {
    spawn: (lab, node, _command, options) =>
      localMachine().spawn(lab, node, ["node", "-e", "console.error('no room'); process.exit(7)"], options),
  };
  await t.throwsAsync(
    run(t.context.server.port, { http: "shop", from: "client1", requests: 1 }, { engine }),
    {
      message: "the sender in client1 ended early (exit code 7, 0 requests done): no room",
    },
  );
});

test("what has sent waits in its client, and sends again with connections of its own", async (t) => {
  const engine = localMachine();
  const pool = new SenderPool(engine, AbortSignal.timeout(20_000));
  const { port } = t.context.server;
  const what = { http: "shop", from: "client", requests: 6, connections: "kept" };
  const first = await run(port, what, { pool });
  const second = await run(port, what, { pool });
  t.is(engine.pids.length, 2);
  t.is(second.requests.filter(({ reused }) => !reused).length, 2);
  t.not(first.run, second.run);
  t.is(new Set([...first.requests, ...second.requests].map(({ id }) => id)).size, 12);
  pool.clear(sampleLab(samplePlan()));
  await gone(engine.pids);
});

test("a sender that was ended while it waited is replaced", async (t) => {
  const engine = localMachine();
  const pool = new SenderPool(engine, AbortSignal.timeout(20_000));
  const what = { http: "shop", from: "client1", requests: 1 };
  await run(t.context.server.port, what, { pool });
  process.kill(engine.pids[0] ?? 0, "SIGKILL");
  // Gone is not enough: the pool must have heard of it.
  await Promise.all(engine.ends);
  const { requests } = await run(t.context.server.port, what, { pool });
  t.is(requests[0]?.status, 200);
  t.is(engine.pids.length, 2);
  pool.clear(sampleLab(samplePlan()));
});

/** Polls until none of the processes is there. */
async function gone(pids: readonly number[]): Promise<void> {
  const end = Date.now() + 5_000;
  while (pids.some(isAlive)) {
    if (Date.now() > end) throw new Error(`senders ${pids.join(", ")} did not end`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
