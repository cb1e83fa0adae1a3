import test from "ava";
import { figure, markdown } from "../../scripts/bench/markdown.ts";
import { measuredRow, missingRow } from "../../scripts/bench/row.ts";

test("times have three digits and no more than a clock is good for", (t) => {
  t.is(figure(43, "ms"), "0.043 s");
  t.is(figure(431, "ms"), "0.431 s");
  t.is(figure(1_561, "ms"), "1.56 s");
  t.is(figure(12_345, "ms"), "12.3 s");
  t.is(figure(0.2, "ms"), "0.000 s");
});

test("memory is in whole mebibytes, rates are grouped by thousands", (t) => {
  t.is(figure(81.6, "MiB"), "82 MiB");
  t.is(figure(24_183.7, "per-second"), "24,184/s");
});

test("latencies are in milliseconds, shares in hundredths", (t) => {
  t.is(figure(1.294, "latency-ms"), "1.29 ms");
  t.is(figure(66.66, "percent"), "66.7 %");
});

test("a table has its machine, its titles, aims with how far they are met, ratios, lacks and parts", (t) => {
  const rows = [
    measuredRow({
      suite: "stars",
      what: "20 nodes up, tierlab",
      unit: "ms",
      samples: [450, 400, 600],
      aim: 300,
      ratios: [{ to: "kernel floor", factor: 11.25 }],
      parts: [
        { name: "start", value: 250 },
        { name: "nodes", value: 200 },
      ],
    }),
    measuredRow({ suite: "stars", what: "20 nodes up, kernel floor", unit: "ms", samples: [40] }),
    missingRow({ suite: "stars", what: "20 nodes, docker run", unit: "ms", note: "not installed | here" }),
    measuredRow({ suite: "rates", what: "requests", unit: "per-second", samples: [90, 110], aim: 200 }),
  ];
  t.is(
    markdown("One CPU", { stars: "Plain nodes", none: "Left out", rates: "Forwarding" }, rows),
    `Measured on: One CPU

### Plain nodes

| what                      | median  | min – max         | rounds | aim               | beside it             |
| ------------------------- | ------- | ----------------- | ------ | ----------------- | --------------------- |
| 20 nodes up, tierlab      | 0.450 s | 0.400 s – 0.600 s | 3      | ≤ 0.300 s (1.5 ×) | 11 × kernel floor     |
| 20 nodes up, kernel floor | 0.040 s |                   | 1      |                   |                       |
| 20 nodes, docker run      | –       |                   |        |                   | not installed \\| here |

- 20 nodes up, tierlab: start 0.250 s, nodes 0.200 s

### Forwarding

| what     | median | min – max    | rounds | aim              | beside it |
| -------- | ------ | ------------ | ------ | ---------------- | --------- |
| requests | 100/s  | 90/s – 110/s | 2      | ≥ 200/s (0.50 ×) |           |
`,
  );
});
