import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { hasCommand } from "../../scripts/setup/has-command.ts";
import { LAUNCHER, tierlab } from "../verbs/tierlab.ts";

/** Skipped, and counted as such, where the shell is not there; found out before the first test, as ava wants it. */
const [hasZsh, hasFish] = [await hasCommand("zsh"), await hasCommand("fish")];
const inZsh = hasZsh ? test.serial : test.serial.skip;
const inFish = hasFish ? test.serial : test.serial.skip;

const folder = mkdtempSync(join(tmpdir(), "tierlab-completion-"));
const env = {
  PATH: `${folder}:${process.env.PATH}`,
  TERM: "dumb",
  HOME: folder,
  TIERLAB_STATE: join(folder, "state"),
};

// The first call may build dist/.
test.before(async () => {
  symlinkSync(LAUNCHER, join(folder, "tierlab"));
  writeFileSync(join(folder, "own-lab.yaml"), "lab: own\n");
  await tierlab(["--version"]);
});
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/** Types lines into an interactive shell on a terminal of its own. */
async function typed(shell: string, lines: readonly string[]): Promise<string> {
  const input = `${lines.join("\n")}\nexit\n`;
  const { stdout } = await execa("script", ["-qec", shell, "/dev/null"], {
    env,
    cwd: folder,
    input,
    reject: false,
    timeout: 60_000,
  });
  return stdout;
}

const LINES: readonly (readonly [what: string, typed: string, told: string])[] = [
  ["a verb", "tierlab valid\tlvs-dr", "lvs-dr.yaml: no errors"],
  ["a lab", "tierlab validate lvs-na\t", "lvs-nat.yaml: no errors"],
  ["a lab's claim", "tierlab test lvs-dr --only dr-rep\t--no-such", "--only dr-reply"],
  ["a file", "tierlab validate own\t", "own-lab.yaml:1:1"],
  ["an option", "tierlab claims lvs-dr --form\tjson | head -c 1", "["],
];

for (const [what, line, told] of LINES) {
  test.serial(`bash completes ${what}`, async (t) => {
    const shown = await typed("bash --norc --noprofile -i", ["source <(tierlab completion bash)", line]);
    t.true(shown.includes(told), shown);
  });
}

inZsh("zsh completes a lab", async (t) => {
  const load = ["autoload -U compinit; compinit -u", "source <(tierlab completion zsh)"];
  const shown = await typed("zsh -f -i", [...load, "tierlab validate lvs-na\t"]);
  t.true(shown.includes("lvs-nat.yaml: no errors"), shown);
});

inFish("fish completes a node, and tells what it is", async (t) => {
  const asked = 'tierlab completion fish | source; complete -C "tierlab trace lvs-dr --from cl"';
  const { stdout } = await execa("fish", ["-N", "-c", asked], { env, cwd: folder });
  t.deepEqual(stdout.split("\n"), ["client1\tclient", "client2\tclient"]);
});
