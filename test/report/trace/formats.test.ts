import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { XMLValidator } from "fast-xml-parser";
import stringWidth from "string-width";
import { BLOCK, blockOf, blocksOf, option, optionsOf } from "../../../scripts/engines/nodes/pcapng-block.ts";
import { TRACE_FORMATS } from "../../../scripts/report/trace/formats.ts";
import { traceText } from "../../../scripts/report/trace/text.ts";
import { plainStyle } from "../../../scripts/terminal/style.ts";
import { firstDifference } from "../../../scripts/trace/compare.ts";
import type { TraceReport } from "../../../scripts/trace/trace-report.ts";
import { STORED, storedTrace } from "../../trace/stored.ts";

// TIERLAB_GOLDEN=write npx ava test/report/trace/formats.test.ts writes the texts anew.
const alone = (lab: (typeof STORED)[number]): TraceReport => ({ trace: storedTrace(lab), breaks: [] });
const broken: TraceReport = {
  trace: storedTrace("lvs-dr"),
  breaks: [
    {
      claim: "dr-reply",
      change: "services.shop.mode: nat",
      trace: storedTrace("lvs-nat"),
      difference: firstDifference(storedTrace("lvs-dr"), storedTrace("lvs-nat")),
    },
  ],
};
const REPORTS = [...STORED.map((lab) => [lab, alone(lab)] as const), ["break", broken] as const];

for (const [name, report] of REPORTS) {
  for (const format of ["text", "mermaid"] as const)
    test(`${name} as ${format}`, (t) => {
      const golden = new URL(`golden/${name}.${format === "text" ? "txt" : "mmd"}`, import.meta.url);
      const text = TRACE_FORMATS[format]({ report, captures: [] });
      if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(golden, text);
      t.is(text, readFileSync(golden, "utf8"));
    });

  test(`${name} fits 100 columns and 60`, (t) => {
    for (const columns of [100, 60])
      for (const line of traceText(report, { style: plainStyle, columns, reply: true }).split("\n"))
        t.true(stringWidth(line) <= columns, line);
  });

  test(`${name} as a drawing is well-formed, and tells its nodes, its changes and its reasons`, (t) => {
    const svg = TRACE_FORMATS.svg({ report, captures: [] });
    t.is(XMLValidator.validate(svg), true);
    for (const { node } of report.trace.points) t.true(svg.includes(`>${node}</text>`), node);
    // Beside another walk only the hop that differs is told.
    t.true(svg.includes(report.breaks.length > 0 ? "rewrites destination" : "TTL 64 → 63"));
    t.is(svg.includes("first difference"), report.breaks.length > 0);
  });

  test(`${name} as a page needs nothing else, no script either, and is small`, (t) => {
    const html = TRACE_FORMATS.html({ report, captures: [] });
    t.notRegex(html, /<script|<link|@import|url\(|src=/);
    t.true(html.length < 300_000, String(html.length));
    for (const { hops } of report.trace.walks)
      for (const { inferred } of hops)
        if (inferred !== null) t.true(html.includes(inferred.text.replaceAll("'", "&#39;")), inferred.text);
  });
}

test("pcapng holds the frames of the trace alone, in order of time, each with its story", (t) => {
  const { trace } = alone("lvs-dr");
  const count = Math.max(
    ...trace.walks.flatMap(({ hops }) => hops.map(({ in: came }) => came?.captured ?? 0)),
  );
  const frame = (index: number) => {
    const body = Buffer.alloc(24);
    body.writeUInt32LE(2, 12);
    body.writeUInt32LE(2, 16);
    body.writeUInt8(index % 256, 20);
    return blockOf(BLOCK.packet, body);
  };
  const capture = Buffer.concat([
    blockOf(BLOCK.section, Buffer.alloc(16)),
    blockOf(BLOCK.interface, Buffer.concat([Buffer.alloc(8), option(2, Buffer.from("client1:eth0"))])),
    ...Array.from({ length: count + 20 }, (_, index) => frame(index + 1)),
  ]);
  const written = [...blocksOf(TRACE_FORMATS.pcapng({ report: alone("lvs-dr"), captures: [capture] }))];
  t.deepEqual(
    written.slice(0, 2).map(({ type }) => type),
    [BLOCK.section, BLOCK.interface],
  );
  const frames = written.slice(2);
  const sightings = trace.walks.flatMap(({ hops }) => hops.flatMap((hop) => [hop.in, hop.out]));
  t.is(frames.length, sightings.filter((one) => one !== null).length);
  const comment = [...optionsOf(frames[0]?.block ?? Buffer.alloc(0), 32)].find(({ code }) => code === 1);
  t.regex(String(comment?.value), /^SYN, connection 1, hop 1 of 4: client1 sends it to edge1/);
});
