import test from "ava";
import { candidates, type LabWords } from "../../scripts/completion/candidates.ts";
import { verbOutlines } from "../../scripts/outline/outline.ts";
import { wholeProgram } from "../../scripts/program.ts";

const none = () => {
  throw new Error("Expected no verb to be run");
};
const tool = {
  signal: new AbortController().signal,
  say: none,
  print: none,
  finish: none,
  handOverInterrupts: none,
};
const verbs = verbOutlines(await wholeProgram(tool));
const words = (list: string) => list.split(" ").map((word) => ({ word, about: "" }));
const labs: LabWords = {
  labs: () => words("lvs-dr lvs-nat"),
  running: () => words("lvs-dr"),
  nodes: async (lab) => (lab === "lvs-dr" ? words("lvs1 web1 web2") : []),
  parts: (_, node, kind) =>
    node === "lvs1" ? words(kind === "interfaces" ? "eth0 eth1" : "keepalived") : [],
  services: async () => words("shop"),
  claims: (names) => words(names.length === 0 ? "dr-arp tun" : "dr-arp"),
};

for (const [line, expected] of [
  ["va", "validate"],
  ["validate ", "lvs-dr lvs-nat :files"],
  ["validate lvs-dr ", "lvs-nat :files"],
  ["plan lvs-dr ", ""],
  ["exec ", "lvs-dr"],
  ["exec lvs-dr ", "lvs1 web1 web2"],
  ["exec lvs-dr lvs1 -- ", ""],
  ["logs lvs-dr lvs1 ", "keepalived"],
  ["capture lvs-dr w", "web1 web2"],
  ["capture lvs-dr lvs1:", "lvs1:eth0 lvs1:eth1"],
  ["capture lvs-dr lvs1 --out ", ":files"],
  ["capture lvs-dr lvs1 --fi", "--filter"],
  ["test lvs-dr --only ", "dr-arp"],
  ["claims lvs-dr --format m", "markdown"],
  ["claims --json --js", ""],
  ["completion ", "bash zsh fish"],
  ["explain tu", "tun"],
  ["help va", "validate"],
  ["nonsense ", ""],
  ["--v", "--version"],
] as const) {
  test(`after \`${line}\` comes ${expected === "" ? "nothing" : expected}`, async (t) => {
    const found = await candidates(line.split(" "), { verbs, terms: [] }, labs);
    t.deepEqual(
      found.map(({ word }) => word),
      expected === "" ? [] : expected.split(" "),
    );
  });
}
