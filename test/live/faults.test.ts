import type { RunningLab } from "../../scripts/engines/engine.ts";
import { putBack } from "../../scripts/faults/put-back.ts";
import { actsOf, carryOut } from "../../scripts/faults/timeline.ts";
import { loadTemplates } from "../../scripts/load-templates.ts";
import { driftOf } from "../../scripts/run/drift-of.ts";
import { labPlans } from "../../scripts/run/lab-plans.ts";
import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { readLab } from "../../stacks/lab/read-lab.ts";
import { asRoot } from "./as-root.ts";
import { eventually } from "./eventually.ts";
import { ownLab } from "./own-lab.ts";

const name = `live-faults-${process.pid}`;
const { engine, up, leavesNothing } = ownLab(name);
const reading = readLab(
  `
lab: ${name}
about: Everything that a timeline can do to a lab.
segments: { dmz: 10.10.0.0/24 }
tiers:
  client: { role: client, on: dmz }
  lvs: { role: director, on: dmz }
  relay: { role: director, on: dmz }
  web: { role: nginx, on: dmz, count: 2 }
services:
  shop: { vip: 10.10.0.100, director: lvs, mode: dr, servers: web }
  via: { vip: 10.10.0.101, director: relay, mode: proxy, servers: web }
tests:
  - id: acts
    claim: Each act does what it says, and is put back.
    send: { probe: shop, from: client, for: 30s }
    expect: { served: { failed: 0 } }
    no-break: each act is looked at by itself
    timeline:
      - { at: 0s, kill: web1, daemon: nginx }
      - { at: 0s, stop: web2, daemon: nginx }
      - { at: 0s, cut: web1:dmz }
      - { at: 0s, impair: lvs1, delay: 50ms, loss: 1%, rate: 10mbit }
      - { at: 0s, drain: web1, of: shop }
      - { at: 0s, drain: web1, of: via }
      - { at: 0s, change: { services: { shop: { scheduler: rr } } } }
      - { at: 0s, kill: web2 }
      - { at: 0s, reload: lvs1 }
`,
  { file: "faults.yaml" },
);

const signal = new AbortController().signal;
let lab: RunningLab;

asRoot("the lab for all of this stands", async (t) => {
  t.deepEqual(reading.diagnostics, []);
  lab = await up(plans().plan);
  t.deepEqual(await driftOf(lab, engine), []);
});

function plans() {
  if (reading.lab === null) throw new Error("Expected a lab without errors");
  return { lab: reading.lab, ...labPlans(reading, reading.lab, loadTemplates()) };
}

async function said(node: string, command: string): Promise<string> {
  return (await engine.run(lab, node, ["sh", "-c", command])).stdout.trim();
}

const WEIGHTS = "ipvsadm -Sn | sed -n 's/.*-r \\([0-9.]*\\):.*-w \\([0-9]*\\).*/\\1 \\2/p'";
const PROXY = `chpst -u haproxy perl -MIO::Socket::UNIX -e '
  my $s = IO::Socket::UNIX->new("/run/haproxy/admin.sock"); print $s "show servers state via\\n"; print grep /web1/, <$s>' | cut -d" " -f7`;

/** What is to be seen after each act of the timeline, and after it is put back; a node or daemon that is down does not answer. */
const SEEN: readonly {
  readonly what: string;
  readonly node: string;
  readonly ask: string;
  readonly struck: RegExp;
  readonly whole: RegExp;
}[] = [
  {
    what: "a killed daemon stays down",
    node: "web1",
    ask: "ps -C nginx -o stat= | grep -vc Z",
    struck: /^0$/,
    whole: /^[1-9]/,
  },
  {
    what: "a stopped daemon stays down",
    node: "web2",
    ask: "ps -C nginx -o stat= | grep -vc Z",
    struck: /^0$/,
    whole: /^[1-9]/,
  },
  {
    what: "a cut link carries nothing",
    node: "client1",
    ask: "curl -s -m1 -o /dev/null -w '%{http_code}' http://10.10.0.4/healthz",
    struck: /^000$/,
    whole: /^200$/,
  },
  {
    what: "an impaired link has its qdisc",
    node: "lvs1",
    ask: "tc qdisc show",
    struck: /delay 50ms.*loss 1%.*rate 10Mbit/,
    whole: /^(?!.*netem)/s,
  },
  {
    what: "a drained server has no weight",
    node: "lvs1",
    ask: WEIGHTS,
    struck: / 0$/m,
    whole: /^[^\n]* 1\n[^\n]* 1$/,
  },
  {
    what: "a proxy's server is in drain",
    node: "relay1",
    ask: PROXY,
    struck: /^([89]|1[0-9])$/,
    whole: /^0$/,
  },
  { what: "a changed setting is there", node: "lvs1", ask: "ipvsadm -Sn", struck: /-s rr/, whole: /-s wrr/ },
  {
    what: "a node without power does not answer",
    node: "client1",
    ask: "ping -c1 -W1 10.10.0.5 >/dev/null && echo up || echo down",
    struck: /^down$/,
    whole: /^up$/,
  },
  {
    what: "a reload leaves all as it was",
    node: "lvs1",
    ask: "ipvsadm -Sn",
    struck: /-s wrr/,
    whole: /-s wrr/,
  },
];

for (const [at, { what, node, ask, struck, whole }] of SEEN.entries()) {
  asRoot(`${what}, until it is put back`, async (t) => {
    const { lab: read, planAfter } = plans();
    const [fault] = read.tests[0]?.timeline.slice(at, at + 1) ?? [];
    if (fault === undefined) throw new Error("Expected a fault for each thing to see");
    const acts = actsOf([fault], (ref) => nodesInPlan(ref, lab.plan));
    const faults = await carryOut(acts, Date.now(), {
      ...{ engine, lab, signal },
      planAfter: (one) => planAfter(one, null),
    });
    t.is(faults.length, acts.length);
    await eventually(what, async () => struck.test(await said(node, ask))).finally(() =>
      putBack(faults, lab, engine, signal),
    );
    await eventually(`${what} no more`, async () => whole.test(await said(node, ask)));
    t.deepEqual(await driftOf(lab, engine), []);
    t.deepEqual((await engine.find(name))?.plan, lab.plan);
  });
}

leavesNothing();
