import test from "ava";
import { readWrk, wrkCommand } from "../../scripts/bench/wrk.ts";

const REPORT = `Running 3s test @ http://10.10.0.100:80/
  2 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.17ms    1.03ms  20.71ms   88.05%
    Req/Sec    14.77k     2.51k   21.07k    65.00%
  88201 requests in 3.01s, 22.46MB read
Requests/sec:  29351.34
Transfer/sec:      7.47MB
`;

test("the rate of a clean run is read", (t) => {
  t.deepEqual(readWrk(REPORT), { perSecond: 29351.34, errors: 0 });
});

test("failed connections and refusals are errors, all together", (t) => {
  const more =
    "  Socket errors: connect 1, read 20, write 300, timeout 4000\n  Non-2xx or 3xx responses: 50000\n";
  t.is(readWrk(REPORT.replace("Requests/sec", `${more}Requests/sec`)).errors, 54321);
});

test("a report without a rate is refused with what it says", (t) => {
  t.throws(() => readWrk("unable to connect to 10.10.0.100:80 Connection refused\n"), {
    message: /Connection refused/,
  });
});

test("a load is bounded, and asks for new connections only where they are wanted", (t) => {
  const kept = wrkCommand("http://10.10.0.100:80/", "kept");
  t.is(kept[kept.indexOf("--duration") + 1], "3s");
  t.false(kept.includes("Connection: close"));
  t.true(wrkCommand("http://10.10.0.100:80/", "new").includes("Connection: close"));
});
