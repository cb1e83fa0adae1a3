import test from "ava";
import { cpuMs } from "../../../scripts/observe/observers/cpu.ts";

// As in proc(5): utime, stime, cutime and cstime are the fields 14 to 17.
const STATS = `1 (sh) S 0 1 1 0 -1 4194560 100 200 0 0 3 4 10 20 20 0 1 0 100 2000 300
7 (linux.uml (x) 1) R 1 1 1 0 -1 4194560 1 2 0 0 100 50 0 0 20 0 1 0 101 2000 300
`;

test("the time of all processes and of their ended children is added, whatever a command is called", (t) => {
  t.is(cpuMs(STATS), (3 + 4 + 10 + 20 + 100 + 50) * 10);
  t.is(cpuMs(""), 0);
});
