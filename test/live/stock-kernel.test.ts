import { fileURLToPath } from "node:url";
import test from "ava";
import { execa } from "execa";
import type { Report } from "../../scripts/report/result.ts";
import { lackOfMachine, missingCommands } from "../../scripts/stock-kernel/lack.ts";
import { findStockKernelHere } from "../../scripts/stock-kernel/packages.ts";
import { proveOnStockKernel } from "../../scripts/stock-kernel/prove.ts";
import { LAUNCHER } from "../verbs/tierlab.ts";

const LAB = fileURLToPath(new URL("stock-kernel.yaml", import.meta.url));
const LONGEST_MS = 9 * 60_000;

const lack = await lackHere();
const live = lack === null ? test.serial : test.serial.skip;
const title = (text: string) => (lack === null ? text : `${text} (skipped: ${lack})`);

live(title("on Debian's own kernel IPVS, netem and nft prove a lab, with no other kernel"), async (t) => {
  t.timeout(LONGEST_MS + 30_000);
  await execa(LAUNCHER, ["--version"]);
  const console: string[] = [];
  const { exitCode, files, upSeconds } = await proveOnStockKernel({
    testArguments: [LAB],
    timeoutMs: LONGEST_MS,
    say: (line) => console.push(line),
    signal: new AbortController().signal,
  });
  t.log(`${upSeconds.toFixed(0)} s of the machine's own time`);
  t.is(exitCode, 0, console.join("\n"));
  const report = JSON.parse(files["report.json"] ?? "") as Report;
  t.regex(report.machine.kernel, /-cloud-amd64$/);
  const [lab] = report.labs;
  t.deepEqual(
    lab?.tests.map(({ id, verdict }) => [id, verdict]),
    ["served", "rewrite", "delay", "arp"].map((id) => [id, "passed"]),
  );
  t.deepEqual(
    lab?.tests.flatMap(({ breaks }) => breaks.map(({ verdict }) => verdict)),
    ["passed"],
  );

  t.notRegex(files["modules-before"] ?? "", /^(ip_vs|sch_netem|nf_tables) /m);
  for (const module of ["ip_vs", "ip_vs_rr", "sch_netem", "nf_tables"]) {
    t.regex(files["modules-after"] ?? "", new RegExp(`^${module} `, "m"));
  }
  t.regex(console.join("\n"), /User Mode Linux kernel: none, the host has IPVS/);
  const { facts }: { facts: { name: string; state: string; found: string }[] } = JSON.parse(
    files["doctor.json"] ?? "",
  );
  const found = new Map(facts.map(({ name, ...fact }) => [name, fact]));
  for (const name of ["ipvs", "ipip", "netem", "nat", "synproxy", "cgroups", "uml-kernel"]) {
    t.like(found.get(name), { state: "there" }, name);
  }
});

/** A test fetches and installs nothing: `npm test` has tried that before it. */
async function lackHere(): Promise<string | null> {
  const lack = await lackOfMachine();
  if (lack !== null) return lack;
  const commands = await missingCommands();
  if (commands.length > 0) return `no ${commands.join(", ")}`;
  return (await findStockKernelHere()) === null ? "its kernel was not fetched" : null;
}
