import type { Verb } from "./tool.ts";

interface VerbEntry {
  /** Its arguments, for the help. */
  readonly usage: string;
  readonly about: string;
  load(): Promise<Verb>;
}

/** Every verb, in the order of the help. Descriptions stand here, so that the help loads no verb. */
export const VERBS: Readonly<Record<string, VerbEntry>> = {
  init: {
    usage: "[DIR|FILE]",
    about: "write a first lab to start from",
    load: () => import("./init.ts"),
  },
  up: {
    usage: "LAB",
    about: "build a lab, or bring a running one to what its file says",
    load: () => import("./up.ts"),
  },
  down: { usage: "LAB | --all", about: "take a lab away", load: () => import("./down.ts") },
  test: {
    usage: "LAB...",
    about: "prove the claims of labs, and that each proof can fail",
    load: () => import("./test.ts"),
  },
  report: {
    usage: "FILE.json",
    about: "write a report that was kept as JSON in another format",
    load: () => import("./report.ts"),
  },
  parity: {
    usage: "LAB",
    about: "prove one lab on all engines here, and compare",
    load: () => import("./parity.ts"),
  },
  diff: {
    usage: "OLD.json NEW.json",
    about: "show what changed between two reports of tests",
    load: () => import("./diff.ts"),
  },
  claims: {
    usage: "[LAB...]",
    about: "show every claim, how it is proven, and its last verdict",
    load: () => import("./claims.ts"),
  },
  trace: {
    usage: "LAB [SERVICE]",
    about: "show the way of one request, hop by hop",
    load: () => import("./trace.ts"),
  },
  watch: {
    usage: "LAB",
    about: "watch a running lab, and do to it what faults do",
    load: () => import("./watch.ts"),
  },
  exec: { usage: "LAB NODE -- CMD...", about: "run a command in a node", load: () => import("./exec.ts") },
  shell: { usage: "LAB NODE", about: "open a shell in a node", load: () => import("./shell.ts") },
  list: { usage: "", about: "show the labs that run", load: () => import("./list.ts") },
  inspect: {
    usage: "LAB",
    about: "show the nodes of a running lab, their addresses and daemons",
    load: () => import("./inspect.ts"),
  },
  logs: {
    usage: "LAB NODE [DAEMON]",
    about: "show the logs of a node's daemons",
    load: () => import("./logs.ts"),
  },
  capture: {
    usage: "LAB NODE[:IF]",
    about: "hand out the frames at a node's cables, as pcapng",
    load: () => import("./capture.ts"),
  },
  validate: { usage: "LAB...", about: "show every error of lab files", load: () => import("./validate.ts") },
  plan: { usage: "LAB", about: "print what a lab file comes to, as JSON", load: () => import("./plan.ts") },
  emit: {
    usage: "LAB --to TARGET",
    about: "describe a lab to another tool: Terraform",
    load: () => import("./emit.ts"),
  },
  graph: {
    usage: "LAB",
    about: "draw a lab: tiers, segments, VIPs, and the ways of requests and replies",
    load: () => import("./graph.ts"),
  },
  explain: {
    usage: "[TERM]",
    about: "tell what a word of the language, an error or a claim means",
    load: () => import("./explain.ts"),
  },
  schema: { usage: "", about: "print the JSON Schema of lab files", load: () => import("./schema.ts") },
  completion: {
    usage: "SHELL",
    about: "print what makes bash, zsh or fish complete tierlab",
    load: () => import("./completion.ts"),
  },
  doctor: {
    usage: "",
    about: "show what this machine has and lacks for tierlab",
    load: () => import("./doctor.ts"),
  },
  setup: {
    usage: "",
    about: "install what tierlab needs, and nothing else",
    load: () => import("./setup.ts"),
  },
};
