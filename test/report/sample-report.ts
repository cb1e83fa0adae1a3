import type { TrafficSeries } from "../../scripts/observe/traffic-series.ts";
import type { BreakResult, CheckResult, LabResult, Report, TestResult } from "../../scripts/report/result.ts";
import type { Picture } from "../../stacks/emit/graph/picture.ts";

const check: CheckResult = {
  check: "path",
  verdict: "passed",
  outcome: "holds",
  expected: "web, edge1, client",
  observed: "web, edge1, client for 60 of 60 replies",
  figure: "60 of 60 replies",
  sentence: "60 of 60 replies took the expected path.",
  look: "exec lvs-dr edge1 -- ip route",
  where: "labs/lvs-dr.yaml:54:7",
};

const broken: CheckResult = {
  ...check,
  verdict: "failed",
  outcome: "fails",
  observed: "web, lvs1, edge1, client for 60 of 60 replies",
  figure: "0 of 60 replies",
  sentence: "0 of 60 replies took the expected path.",
};

const provenBreak: BreakResult = {
  change: "services.shop.mode: nat, tiers.web.gateway: lvs1",
  fails: "path",
  verdict: "passed",
  broken,
  seen: [{ ...check, where: "labs/lvs-dr.yaml:59:9" }],
  restored: check,
  traffic: null,
  where: "labs/lvs-dr.yaml:57:9",
  note: null,
};

const passed: TestResult = {
  id: "dr-reply",
  claim: "The web server answers the client directly; the reply never crosses the director.",
  verdict: "passed",
  checks: [
    check,
    {
      ...check,
      check: "ipvs",
      figure: "OutPkts 0",
      look: "exec lvs-dr lvs1 -- ipvsadm -Ln --stats",
      where: "labs/lvs-dr.yaml:55:7",
    },
  ],
  breaks: [provenBreak],
  traffic: null,
  captureFile: "/run/tierlab/labs/lvs-dr/captures/01-dr-reply.pcapng",
  durationMs: 2_345,
  where: "labs/lvs-dr.yaml:50:5",
  note: null,
};

const failed: TestResult = {
  ...passed,
  id: "spread",
  claim:
    'New connections spread over the web servers by their weights, <3 & 2 & 1> of "6", # and not otherwise.',
  verdict: "failed",
  checks: [
    {
      ...broken,
      check: "spread",
      expected: "web1 50%, web2 33%, web3 17% (within 5%)",
      observed: "web1 \u001b[31m34%\u001b[0m, web2 33%, web3 33%\u202e",
      figure: "16.7% away",
      sentence: "web1 took 34% of 60 new connections instead of 50%.",
      look: "exec lvs-dr lvs1 -- ipvsadm -Ln",
      where: "labs/lvs-dr.yaml:110:7",
    },
  ],
  breaks: [],
  captureFile: null,
};

/** Ethernet, IPv4 and TCP. */
const FRAME =
  "020000000001020000000002080045000028000140003f0600000a0a00010a0a0064c3500050000000010000000050020000000000000000";

const packet = {
  at: "lvs1",
  frames: [12, 13],
  fields: [
    { name: "ip.ttl", before: "63", after: "62" },
    { name: "ip.dst", before: "10.10.0.100", after: "10.10.0.100" },
  ],
  bytes: [
    { hex: FRAME, length: 60 },
    { hex: FRAME.replace("3f06", "3e06"), length: 60 },
  ],
} as const;

const provesNothing: TestResult = {
  ...passed,
  id: "dr-arp",
  claim: "Only the director answers ARP for the VIP.",
  verdict: "proves-nothing",
  checks: [{ ...check, check: "arp", figure: "1 owner", packet }],
  breaks: [
    {
      ...provenBreak,
      change: "tiers.web.sysctls.net.ipv4.conf.all.arp_ignore: 0",
      fails: "arp",
      verdict: "proves-nothing",
      broken: { ...check, check: "arp", figure: "1 owner" },
      seen: [],
      note: "arp still holds although its cause was taken away",
    },
  ],
};

const START = Date.UTC(2026, 10, 23, 12, 1, 0);

const traffic: TrafficSeries = {
  startedAt: START,
  binMs: 100,
  served: [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 0, 2, 1, 2, 1, 5, 5, 5, 5],
  failed: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 3, 4, 3, 4, 0, 0, 0, 0],
  servers: { web1: 40, web2: 36 },
  latency: { medianMs: 2.4, p95Ms: 8.1, greatestMs: 61, counts: [3, 50, 20, 2, 1, 0, 0, 0, 0] },
  faults: [{ words: "kill web1", atMs: 1_000 }],
  caches: [
    {
      node: "edge1",
      hits: [4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 0, 2, 1, 2, 1, 5, 5, 5, 5],
      fetched: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    },
  ],
  syns: [
    { node: "guard1", total: 20_100, counts: new Array<number>(20).fill(1_005) },
    { node: "lvs1", total: 100, counts: new Array<number>(20).fill(5) },
  ],
};

const notMeasured: TestResult = {
  ...passed,
  traffic,
  id: "health",
  claim: "A dead web server leaves the pool within the checker's bound, and returns when it lives again.",
  verdict: "not-measured",
  checks: [
    {
      ...check,
      check: "errors-stop",
      verdict: "not-measured",
      outcome: "not-measured",
      figure: "timer 90 ms late",
      window: { from: START + 1_000, to: START + 1_560, boundMs: 740 },
      sentence: "The machine was busy: a 5 ms timer came 90 ms late. (measured a second time)",
    },
  ],
  breaks: [],
};

const skipped: TestResult = {
  id: "end-to-end",
  claim: "A request passes router, director, Nginx and Tomcat, and is answered.",
  verdict: "skipped",
  checks: [],
  breaks: [],
  traffic: null,
  captureFile: null,
  durationMs: 0,
  where: "labs/lvs-nat.yaml:40:5",
  note: "this kernel has no IPVS, and no User Mode Linux kernel is installed",
};

const picture: Picture = {
  lab: "lvs-dr",
  sites: [],
  segments: [{ name: "dmz", site: null, prefixes: ["10.10.0.0/24"] }],
  tiers: [
    {
      name: "lvs",
      site: null,
      role: "director",
      segments: ["dmz"],
      nodes: [
        {
          name: "lvs1",
          interfaces: [
            { name: "dmz", segment: "dmz", mac: "02:00:00:00:00:01", addresses: ["10.10.0.1/24"] },
          ],
          shortAddress: ".1",
          vips: ["10.10.0.100"],
          loopback: [],
          weights: {},
        },
      ],
      notes: [],
    },
  ],
  services: [],
  ways: [],
};

const LAB: LabResult = {
  lab: "lvs-dr",
  source: "labs/lvs-dr.yaml",
  engine: "local",
  nodeKernels: { client1: "host", lvs1: "uml" },
  picture,
  verdict: "failed",
  tests: [passed, failed, provesNothing, notMeasured],
  phases: [
    { name: "plan", ms: 40 },
    { name: "nodes", ms: 1_240 },
    { name: "ready", ms: 3_000 },
    { name: "tests", ms: 60_300 },
  ],
  startedAt: Date.UTC(2026, 10, 23, 12, 0, 0),
  stands: false,
  error: null,
  notes: ["health errors-stop: not measured (Not measured: the machine was busy.); once more"],
};

/** A report in which every verdict stands. */
export const SAMPLE_REPORT: Report = {
  format: 2,
  tierlab: "0.1.0",
  machine: { kernel: "6.18.0", cpus: 2 },
  versions: { "Node.js": "20.20.0", keepalived: "1:2.3.3-1" },
  labs: [
    LAB,
    {
      ...LAB,
      lab: "lvs-nat",
      source: "labs/lvs-nat.yaml",
      nodeKernels: {},
      verdict: "skipped",
      tests: [skipped],
      phases: [],
      error: "this kernel has no IPVS, and no User Mode Linux kernel is installed",
      notes: [],
    },
  ],
  exitCode: 1,
};

/** The same with nothing but what passed. */
export const PASSED_REPORT: Report = {
  ...SAMPLE_REPORT,
  labs: [{ ...LAB, verdict: "passed", tests: [passed] }],
  exitCode: 0,
};
