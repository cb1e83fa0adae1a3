import test from "ava";
import { senderJobs } from "../../scripts/traffic/jobs.ts";
import { labUnderTest } from "../plan/lab-files.ts";

test("a request by way of an edge cache goes to the cache's address on the client's segment", (t) => {
  const { lab, plan } = labUnderTest("cdn");
  const send = lab.tests.find(({ id }) => id === "cdn")?.send ?? [];
  const [own] = plan.nodes.find(({ name }) => name === "edge1")?.interfaces ?? [];
  const [ann, bob] = senderJobs(send, plan, { run: "run", firstPort: 10_000 });
  t.is(own?.addresses[0] ?? "none", `${ann?.address}/24`);
  t.regex(bob?.address ?? "", /^198\.18\.1\./);
  t.is(ann?.port, 80);
  t.is(ann?.service, "shop");
});
