import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import type { Engine } from "../../../scripts/engines/engine.ts";
import { directorsHeard } from "../../../scripts/observe/at-rest/directors-heard.ts";
import type { ReadinessProbe } from "../../../stacks/plan/plan.ts";
import { runningLab } from "../../run/scripted-means.ts";
import { samplePlan } from "../sample-plan.ts";

/** Each node is this machine, and notes that it was asked. */
function machine() {
  const asked: string[] = [];
  const engine: Pick<Engine, "run"> = {
    run: async (_lab, node, [program = "", ...args]) => {
      asked.push(node);
      const { exitCode = 1, stdout, stderr } = await execa(program, args, { reject: false });
      return { exitCode, stdout, stderr };
    },
  };
  return { engine, asked };
}

function heard(by: string, file: string): ReadinessProbe {
  const command = ["/bin/sh", "-c", 'test -e "$1"', "heard", file];
  return {
    kind: "command",
    command: ["false"],
    means: `${by} has heard of ${file}`,
    seenBy: { node: by, command },
  };
}

/** A lab whose director may be heard of by two switches. */
function labWith(probes: readonly ReadinessProbe[]) {
  const plan = samplePlan();
  return runningLab({
    ...plan,
    nodes: plan.nodes.map((node) => ({ ...node, readiness: node.name === "lvs1" ? probes : [] })),
  });
}

const { signal } = new AbortController();

test("neighbours are asked again until all of them have heard of the directors, each by one program", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "heard-"));
  const [vip, bfd] = [join(folder, "vip"), join(folder, "bfd's")];
  writeFileSync(vip, "");
  const { engine, asked } = machine();
  const run: Pick<Engine, "run">["run"] = async (...words) => {
    const said = await engine.run(...words);
    if (asked.length === 3) writeFileSync(bfd, "");
    return said;
  };
  await directorsHeard({ run }, labWith([heard("switch1", vip), heard("switch1", bfd)]), signal);
  t.true(existsSync(bfd));
  t.deepEqual(asked, ["switch1", "switch1", "switch1", "switch1"]);
});

test("where nobody announces nobody is asked", async (t) => {
  const { engine, asked } = machine();
  await directorsHeard(engine, labWith([{ kind: "listen", port: 80 }]), signal);
  t.deepEqual(asked, []);
});

test("whoever stops waiting is let go", async (t) => {
  const { engine } = machine();
  const stop = AbortSignal.timeout(200);
  await t.throwsAsync(directorsHeard(engine, labWith([heard("switch1", "/proc/none")]), stop));
});

test("a route over all directors is waited for where they are heard of already", async (t) => {
  const answers = [["10.0.0.1"], ["10.0.0.2", "10.0.0.1"]];
  let looks = 0;
  const run: Pick<Engine, "run">["run"] = async (_lab, _node, words) => {
    if (words[0] !== "ip") return { exitCode: 0, stdout: "", stderr: "" };
    const nexthops = answers[looks++]?.map((gateway) => ({ gateway })) ?? [];
    return { exitCode: 0, stdout: JSON.stringify([{ dst: "10.9.0.100", nexthops }]), stderr: "" };
  };
  const ways = { kind: "ways", to: "10.9.0.100/32", vias: ["10.0.0.1", "10.0.0.2"] } as const;
  await directorsHeard({ run }, labWith([ways]), signal);
  t.is(looks, 2);
});
