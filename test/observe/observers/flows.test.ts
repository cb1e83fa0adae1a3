import test from "ava";
import { flows, parseFlows } from "../../../scripts/observe/observers/flows.ts";
import { labUnderTest } from "../../plan/lab-files.ts";

const table = `Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
TCP C6130001 0400 0A090064 0050 0A140007 0050 SYN_RECV         59
TCP C6130002 0401 0A090064 0051 0A140007 0050 SYN_RECV         59
UDP C6130003 0402 0A090064 0050 0A140007 0050 UDP              59
TCP C6130004 0403 0A090064 0050 0A1400FF 0050 SYN_RECV         59
`;

test("flows of the plan's services are read with their servers, and nothing else", (t) => {
  const { plan } = labUnderTest("bgp-ecmp");
  const node = plan.services[0]?.servers.find(({ address }) => address === "10.20.0.7")?.node ?? "";
  t.deepEqual(parseFlows(table, plan), [{ service: "shop", client: "198.19.0.1:1024", server: node }]);
});

test("a flow counts from the end of the look that showed it, however long that took", async (t) => {
  const { plan } = labUnderTest("bgp-ecmp");
  let read = 0;
  const run = async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    read ||= Date.now();
    return { exitCode: 0, stdout: table, stderr: "" };
  };
  const context = { engine: { run }, lab: { plan }, signal: AbortSignal.timeout(10_000) };
  const watch = await flows.begin([{ kind: "flows", service: "shop" }], context as never);
  const seen = await watch.end([] as never);
  t.true(seen.flows.length > 0);
  t.true(seen.flows.every(({ at }) => at >= read - 1));
});
