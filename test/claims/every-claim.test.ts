import { readdirSync } from "node:fs";
import test from "ava";
import { openLabs } from "../../scripts/verbs/open-labs.ts";

const LABS = new URL("../../labs/", import.meta.url);

/** What a multi-tier traffic architecture is claimed to do; each stands as a test's id in some lab. */
const CLAIMS = [
  ...["dr-rewrite", "dr-reply", "dr-arp", "dr-vip-on-lo", "dr-same-l2", "dr-port"],
  ...["nat-rewrite", "nat-reply", "nat-subnets", "fullnat", "tun"],
  ...["l4-l7", "l7-routing", "lvs-cheaper", "handshake-first"],
  ...["vrrp", "vrrp-graceful", "nopreempt", "sync", "health"],
  ...["ecmp-flow", "ecmp-failover", "mh", "mh-disruption"],
  ...["dns-geo", "dns-failover", "cdn", "syn-proxy", "attack", "reuse"],
];

test("every claim has a check with a break, or says why none can be", async (t) => {
  const names = readdirSync(LABS).filter((name) => name.endsWith(".yaml"));
  const files = await openLabs(names.toSorted().map((name) => new URL(name, LABS).pathname));
  const tests = files.flatMap(({ lab }) => lab.tests);
  const shaky = tests.filter(
    (one) =>
      Object.keys(one.expect).length === 0 || (one.breaks.length === 0 && one["no-break"] === undefined),
  );
  t.deepEqual(
    { missing: CLAIMS.filter((id) => !tests.some((one) => one.id === id)), shaky: shaky.map(({ id }) => id) },
    { missing: [], shaky: [] },
  );
});
