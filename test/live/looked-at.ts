import { htmlReport } from "../../scripts/report/html/page.ts";
import { TRACE_FORMATS } from "../../scripts/report/trace/formats.ts";
import { firstDifference } from "../../scripts/trace/compare.ts";
import type { TraceReport } from "../../scripts/trace/trace-report.ts";
import { describePicture } from "../../stacks/emit/graph/describe-picture.ts";
import { GRAPH_FORMATS } from "../../stacks/emit/graph/formats.ts";
import type { LiveNodes, Picture } from "../../stacks/emit/graph/picture.ts";
import { readLab } from "../../stacks/lab/read-lab.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { labNames, labUnderTest, templates } from "../plan/lab-files.ts";
import { PASSED_REPORT, SAMPLE_REPORT } from "../report/sample-report.ts";
import { STORED, storedTrace } from "../trace/stored.ts";

/** One file that the program makes for a person to look at. */
export interface LookedAt {
  readonly name: string;
  readonly kind: "html" | "svg";
  readonly text: string;
}

/** Of every lab its picture, of every forwarding mode its trace, and reports with every verdict. */
export function allLookedAt(): LookedAt[] {
  return [
    ...pictures().flatMap(([name, picture]) =>
      (["html", "svg"] as const).map((kind) => ({
        name: `graph-${name}`,
        kind,
        text: GRAPH_FORMATS[kind](picture),
      })),
    ),
    ...traces().flatMap(([name, report]) =>
      (["html", "svg"] as const).map((kind) => ({
        name: `trace-${name}`,
        kind,
        text: String(TRACE_FORMATS[kind]({ report, captures: [] })),
      })),
    ),
    { name: "report-every-verdict", kind: "html", text: htmlReport(SAMPLE_REPORT) },
    { name: "report-passed", kind: "html", text: htmlReport(PASSED_REPORT) },
  ];
}

/** The texts that Mermaid draws, by their names. */
export function allMermaid(): (readonly [name: string, text: string])[] {
  return [
    ...pictures().map(([name, picture]) => [`graph-${name}`, GRAPH_FORMATS.mermaid(picture)] as const),
    ...traces().map(
      ([name, report]) => [`trace-${name}`, String(TRACE_FORMATS.mermaid({ report, captures: [] }))] as const,
    ),
  ];
}

function pictures(): (readonly [string, Picture])[] {
  const { plan } = labUnderTest("keepalived-ha");
  const running = Object.fromEntries(plan.nodes.map(({ name }) => [name, { runs: true }]));
  const live: LiveNodes = {
    ...running,
    lvs1: { runs: true, master: false },
    lvs2: { runs: true, master: true },
    web1: { runs: true, outOf: ["shop"], stopped: ["nginx"] },
    web2: { runs: false },
  };
  return [
    ...labNames.map((name) => [name, describePicture(labUnderTest(name).plan)] as const),
    ["live", describePicture(plan, live)],
    ["30-nodes", describePicture(grown(20, 4))],
    ["300-nodes", describePicture(grown(200, 90))],
  ];
}

function traces(): (readonly [string, TraceReport])[] {
  const [written, broken] = [storedTrace("lvs-dr"), storedTrace("lvs-nat")];
  const difference = firstDifference(written, broken);
  const change = "tiers.web.gateway: lvs1, services.shop.mode: nat";
  return [
    ...STORED.map((lab) => [lab, { trace: storedTrace(lab), breaks: [] }] as const),
    ["break", { trace: written, breaks: [{ claim: "dr-reply", change, trace: broken, difference }] }],
  ];
}

/** Five tiers with as many servers as one likes. */
function grown(web: number, app: number) {
  const { lab, diagnostics } = readLab(
    `
lab: large
about: Many servers behind two directors.
segments: { office: 198.18.0.0/24, dmz: 10.10.0.0/23, apps: 10.20.0.0/23 }
tiers:
  client: { role: client, on: office, count: 2 }
  edge: { role: router, on: [office, dmz] }
  lvs: { role: director, on: dmz, count: 2, vrrp: {} }
  web: { role: nginx, on: [dmz, apps], count: ${web}, upstream: app }
  app: { role: tomcat, on: apps, count: ${app} }
services:
  shop: { vip: 10.10.0.100, director: lvs, mode: dr, servers: web }
`,
    { file: "large.yaml" },
  );
  if (lab === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return planLab(lab, templates);
}
