import type { RunningLab } from "../../scripts/engines/engine.ts";
import type { LabInput } from "../../stacks/lab/schema/lab.ts";
import { planWith } from "./apply-labs.ts";
import { asRoot } from "./as-root.ts";
import { eventually } from "./eventually.ts";
import { ownLab } from "./own-lab.ts";

const name = `live-frr-${process.pid}`;
const { engine, up, leavesNothing } = ownLab(name);

const LAB: LabInput = {
  lab: name,
  about: "Two routers between a client and a server.",
  segments: { office: "10.1.0.0/24", core: "10.2.0.0/24", farm: "10.3.0.0/24" },
  tiers: {
    client: { role: "client", on: "office" },
    edge: { role: "router", on: ["office", "core"] },
    inner: { role: "router", on: ["core", "farm"] },
    web: { role: "nginx", on: "farm" },
  },
};

/**
 * Starts FRR anew and stops the process of its new staticd as soon as it lives, which then answers nobody and ends by
 * SIGKILL alone.
 */
const STOPS_STATICD = `
old=$(pgrep -x staticd)
sv -w 20 force-restart /run/service/frr >/dev/null &
until new=$(pgrep -x staticd) && [ "$new" != "$old" ]; do sleep 0.002; done
kill -STOP "$new"
wait
echo "$new"
`;

let lab: RunningLab;

asRoot("where one of FRR's daemons hangs at the start all begin anew, and the routes stand", async (t) => {
  const plan = planWith(LAB, []);
  if (plan === null) return t.fail("the lab has no plan");
  lab = await up(plan);
  const said = await engine.run(lab, "edge1", ["bash", "-c", STOPS_STATICD], { timeoutMs: 60_000 });
  const hung = said.stdout.trim();
  t.regex(hung, /^\d+$/, said.stderr);
  const inEdge = async (...words: string[]) => (await engine.run(lab, "edge1", words)).stdout.trim();
  const patience = 60_000;
  await eventually(
    "another staticd lives",
    async () => !["", hung].includes(await inEdge("pgrep", "-x", "staticd")),
    patience,
  );
  await eventually(
    "the route stands",
    async () => (await inEdge("ip", "route", "show", "10.3.0.0/24")) !== "",
    patience,
  );
});

leavesNothing();
