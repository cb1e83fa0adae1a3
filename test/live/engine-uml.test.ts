import type { RunningLab } from "../../scripts/engines/engine.ts";
import { asRoot } from "./as-root.ts";
import { directorPlan } from "./engine-plans.ts";
import { ownLab } from "./own-lab.ts";

const name = `live-uml-${process.pid}`;
const { engine, up, leavesNothing } = ownLab(name);
let lab: RunningLab;

asRoot("a director's network lives in a User Mode Linux guest, where IPVS is real", async (t) => {
  lab = await up(directorPlan(name), "uml");
  t.deepEqual(lab.nodeKernels, { lvs1: "uml", client1: "host" });
  t.is((await engine.run(lab, "lvs1", ["ipvsadm", "-A", "-t", "10.10.0.100:80", "-s", "wrr"])).exitCode, 0);
  const { stdout } = await engine.run(lab, "lvs1", ["ipvsadm", "-Sn"]);
  t.is(stdout.trim(), "-A -t 10.10.0.100:80 -s wrr");
  t.not(
    (await engine.run(lab, "lvs1", ["uname", "-r"], { where: "outer" })).stdout,
    (await engine.run(lab, "lvs1", ["uname", "-r"])).stdout,
  );
});

asRoot("the guest is reached by its address; its outer interface keeps quiet", async (t) => {
  const told = await engine.run(lab, "client1", ["ping", "-c1", "-W2", "10.10.0.2"]);
  t.is(told.exitCode, 0, told.stdout);
  const { stdout } = await engine.run(lab, "client1", ["ip", "-json", "neighbour"]);
  t.deepEqual(
    (JSON.parse(stdout) as { dst: string; lladdr: string }[]).map(({ dst, lladdr }) => [dst, lladdr]),
    [["10.10.0.2", "02:00:00:00:04:01"]],
  );
});

asRoot("exit code, streams, input and odd arguments pass into the guest and back", async (t) => {
  const shell = ["sh", "-c", "cat; echo complaint >&2; exit 7"];
  const told = await engine.run(lab, "lvs1", shell, { input: "words" });
  t.deepEqual(told, { exitCode: 7, stdout: "words", stderr: "complaint\n" });
  const odd = ["a b", "$HOME", "'", '"', "*", "\n", ";true", "\\"];
  t.is((await engine.run(lab, "lvs1", ["printf", "%s|", ...odd])).stdout, `${odd.join("|")}|`);
});

asRoot("observe tells of the guest, without the engine's own way in", async (t) => {
  t.deepEqual(await engine.observe(lab, "lvs1"), {
    node: "lvs1",
    addresses: { lo: [], eth0: ["10.10.0.2/24"] },
    down: [],
    routes: [],
    sysctls: { "net.ipv4.ip_forward": "1" },
    files: {},
    daemons: [],
  });
});

asRoot("a file that changed, also twice, is seen in the guest at once", async (t) => {
  const path = "/etc/keepalived/words";
  for (const content of ["one\n", "two\n", "three\n"]) {
    const step = { do: "write-file", node: "lvs1", path, mode: "0640", content } as const;
    lab = await engine.apply(lab, [step], lab.plan, {
      progress: () => {},
      signal: new AbortController().signal,
    });
    t.is((await engine.run(lab, "lvs1", ["cat", path])).stdout, content);
    t.is((await engine.run(lab, "lvs1", ["cat", path], { where: "outer" })).stdout, content);
  }
});

asRoot("a killed guest is started anew, empty", async (t) => {
  await engine.power(lab, "lvs1", "kill");
  await t.throwsAsync(engine.run(lab, "lvs1", ["true"]), { message: /is not running/ });
  await engine.power(lab, "lvs1", "start");
  t.is((await engine.run(lab, "lvs1", ["ipvsadm", "-Sn"])).stdout.trim(), "");
});

leavesNothing();
