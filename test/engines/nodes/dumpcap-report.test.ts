import test from "ava";
import { cameTooLate } from "../../../scripts/engines/nodes/dumpcap-report.ts";

const SAID = `Capturing on 2 interfaces
File: -
Packets captured: 107
Packets received/dropped on interface 'web1.eth0': 97/1 (pcap:0/dumpcap:0/flushed:1/ps_ifdrop:0) (99.0%)
Packets received/dropped on interface 'web2.eth0': 10/5 (pcap:2/dumpcap:3/flushed:0/ps_ifdrop:0) (66.7%)
`;

test("frames that came after the end are told apart from those that were lost", (t) => {
  t.deepEqual(
    [...cameTooLate(SAID)],
    [
      ["web1.eth0", 1],
      ["web2.eth0", 0],
    ],
  );
});

test("nothing is told before dumpcap has ended", (t) => {
  t.is(cameTooLate("Capturing on 2 interfaces\n").size, 0);
});
