import test from "ava";
import { ipvsPool, proxyPool } from "../../scripts/observe/pool-tables.ts";
import { labUnderTest } from "../plan/lab-files.ts";

const LISTING = `IP Virtual Server version 1.2.1 (size=256)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  10.10.0.100:80 wrr
  -> 10.10.0.5:80                 Route   3      0          0
  -> 10.10.0.6:80                 Route   0      0          0
TCP  10.10.0.101:80 wrr
  -> 10.10.0.7:80                 Route   1      0          0
TCP  [2001:db8:10::100]:80 wrr
  -> [2001:db8:10::5]:80          Route   3      0          0
`;

test("IPVS gives something to those with a weight above 0, of the service alone", (t) => {
  const service = labUnderTest("lvs-dr").plan.services[0];
  if (service === undefined) throw new Error("lvs-dr has no service");
  t.deepEqual(ipvsPool(LISTING, service), ["10.10.0.5:80", "[2001:db8:10::5]:80"]);
  t.is(ipvsPool(LISTING, { ...service, port: 443 }), null);
});

const STAT = `# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck
shop,FRONTEND,,,0,0,4096,0,0,0,0,0,0,,,,,OPEN,,,
shop,web1,0,0,0,0,,0,0,0,,0,,0,0,0,0,UP,3,1,0
shop,web2,0,0,0,0,,0,0,0,,0,,0,0,0,0,DOWN,2,1,0
shop,web3,0,0,0,0,,0,0,0,,0,,0,0,0,0,DRAIN,1,1,0
shop,BACKEND,0,0,0,0,410,0,0,0,0,0,,0,0,0,0,UP,3,1,0
`;

test("HAProxy gives something to those that are up and not drained", (t) => {
  t.deepEqual(proxyPool(STAT, "shop"), ["web1"]);
  t.is(proxyPool(STAT, "cart"), null);
});
