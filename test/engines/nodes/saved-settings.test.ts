import test from "ava";
import { savedSettings } from "../../../scripts/engines/nodes/saved-settings.ts";

// Printed by ipvsadm 1.31 in a director.
const SAVED = `-A -t 10.10.0.100:80 -s mh -b mh-port,mh-fallback
-a -t 10.10.0.100:80 -r 10.10.0.3:80 -g -w 1
-A -t 10.10.0.101:80 -s wrr -p 60 -M 255.255.255.0
-A -u 10.10.0.101:80 -s rr -p 60 -o
`;

test("a service's flags and its persistence are read, the latter with its mask", (t) => {
  const of = (protocol: "tcp" | "udp", vip: string) => savedSettings(SAVED, { protocol, vip, port: 80 });
  t.deepEqual(of("tcp", "10.10.0.100"), { flags: ["mh-fallback", "mh-port"], persistence: null });
  t.deepEqual(of("tcp", "10.10.0.101"), { flags: [], persistence: { seconds: 60, mask: "255.255.255.0" } });
  t.deepEqual(of("udp", "10.10.0.101"), { flags: [], persistence: { seconds: 60, mask: null } });
});

test("a service that is not there has no settings", (t) => {
  t.is(savedSettings(SAVED, { protocol: "udp", vip: "10.10.0.100", port: 80 }), null);
  t.is(savedSettings("", { protocol: "tcp", vip: "10.10.0.100", port: 80 }), null);
});
