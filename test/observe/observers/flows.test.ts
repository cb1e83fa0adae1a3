import test from "ava";
import { parseFlows } from "../../../scripts/observe/observers/flows.ts";
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
