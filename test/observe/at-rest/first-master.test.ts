import test from "ava";
import { stateIn } from "../../../scripts/observe/at-rest/first-master.ts";

const TABLE = `IP Virtual Server version 1.2.1 (size=256)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  10.10.0.100:80 rr
  -> 10.10.0.5:80                 Route   1      0          0
  -> 10.10.0.6:80                 Route   1      0          0
`;

test("a director with the VIP is the master, and tells how many servers it has and which sync daemon runs", (t) => {
  const text = `eth0             UNKNOWN        10.10.0.4/24 10.10.0.100/32 fe80::1/64\n${TABLE}master sync daemon (mcast=eth0, syncid=1, maxlen=1472)\n`;
  t.deepEqual(stateIn(text, "10.10.0.100"), { isMaster: true, pool: 2, sync: "master" });
});

test("one without it stands by", (t) => {
  const text = `eth0             UNKNOWN        10.10.0.3/24 fe80::1/64\n${TABLE}backup sync daemon (mcast=eth0, syncid=1)\n`;
  t.deepEqual(stateIn(text, "10.10.0.100"), { isMaster: false, pool: 2, sync: "backup" });
});

test("one whose keepalived begins has nothing yet", (t) => {
  t.deepEqual(stateIn("eth0 UNKNOWN 10.10.0.3/24\n", "10.10.0.100"), {
    isMaster: false,
    pool: 0,
    sync: null,
  });
});
