import type { RunningLab } from "../../scripts/engines/engine.ts";
import { findHostTwos } from "../../scripts/setup/host-twos.ts";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import { type LabInput, labSchema } from "../../stacks/lab/schema/lab.ts";
import { SCHEDULERS } from "../../stacks/lab/schema/service.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { templates } from "../plan/lab-files.ts";
import { asRoot } from "./as-root.ts";
import { ownLab } from "./own-lab.ts";

const { signal } = new AbortController();
const name = `live-ipvs-${process.pid}`;
const { engine, up, leavesNothing } = ownLab(name);
let lab: RunningLab;

type ServiceInput = NonNullable<LabInput["services"]>[string];

/** One director with a service a setting, each on a port of its own; a real server that is not watched need not answer. */
function plan(settings: readonly Partial<ServiceInput>[]): Plan {
  const services = settings.map((more, index): [string, ServiceInput] => [
    `s${index}`,
    { vip: "10.10.0.100", port: 8000 + index, director: "lvs", mode: "nat", servers: "web", ...more },
  ]);
  return planLab(
    labSchema.parse({
      lab: name,
      about: "Everything that IPVS can be told of a service.",
      segments: { dmz: "10.10.0.0/24" },
      tiers: { lvs: { role: "director", on: "dmz" }, web: { role: "client", on: "dmz", count: 2 } },
      services: Object.fromEntries(services),
    } satisfies LabInput),
    templates,
  );
}

/** User Mode Linux kernels were built without `twos`. */
const BUILT = SCHEDULERS.filter((scheduler) => scheduler !== "twos");

const SETTINGS: readonly Partial<ServiceInput>[] = [
  ...BUILT.map((scheduler) => ({ scheduler })),
  { scheduler: "sh", flags: ["port"] },
  { scheduler: "sh", flags: ["port", "fallback"] },
  { scheduler: "mh", flags: [] },
  { scheduler: "mh", flags: ["fallback"] },
  { persistence: "90s" },
  { persistence: { for: "60s", by: "/20" } },
  { protocol: "udp", scheduler: "rr", "one-packet": true },
  { protocol: "udp", scheduler: "sh", persistence: "5s" },
];

/** What each service is saved as, less its socket and its servers. */
async function saved(): Promise<string[]> {
  const { stdout } = await engine.run(lab, "lvs1", ["ipvsadm", "-Sn"]);
  const services = stdout.split("\n").filter((line) => line.startsWith("-A"));
  const byPort = services.map((line) => [Number(/:(\d+) /.exec(line)?.[1]), line] as const);
  return byPort.sort(([a], [b]) => a - b).map(([, line]) => line.replace(/-A (-[tu]) \S+ -s/, "$1").trim());
}

asRoot(
  "every scheduler, flag, persistence and protocol of the language is in the kernel's table",
  async (t) => {
    lab = await up(plan(SETTINGS));
    t.deepEqual(await saved(), [
      ...BUILT.map((scheduler) => (scheduler === "mh" ? "-t mh -b mh-fallback,mh-port" : `-t ${scheduler}`)),
      "-t sh -b sh-port",
      "-t sh -b sh-fallback,sh-port",
      "-t mh",
      "-t mh -b mh-fallback",
      "-t wrr -p 90",
      "-t wrr -p 60 -M 255.255.240.0",
      "-u rr -o",
      "-u sh -p 5",
    ]);
  },
);

asRoot("keepalived takes each of them up on the running director, and lets it go again", async (t) => {
  const before = lab.plan;
  const turned = plan([...SETTINGS].reverse().map((one) => ({ protocol: "tcp", ...one })));
  for (const wanted of [turned, before]) {
    lab = await engine.apply(lab, diffPlans(lab.plan, wanted), wanted, { progress: () => {}, signal });
    t.is((await saved()).length, SETTINGS.length);
  }
  t.is((await saved()).at(-2), "-u rr -o");
});

asRoot("a scheduler that no kernel here has is refused before anything is built", async (t) => {
  const { there } = await findHostTwos();
  if (there) return t.pass("this machine's kernel has it");
  const wanted = { ...plan([{ scheduler: "twos" }]), lab: `${name}-twos` };
  const options = {
    plan: wanted,
    source: "/lab.yaml",
    nodeKernel: "auto",
    progress: () => {},
    signal,
  } as const;
  await t.throwsAsync(engine.up(options), {
    message: /^scheduler twos needs a kernel that has it: /,
  });
});

leavesNothing();
