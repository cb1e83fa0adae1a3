import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { LAUNCHER, tierlab } from "../verbs/tierlab.ts";

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

async function has(shell: string): Promise<boolean> {
  return (await execa("which", [shell], { reject: false })).exitCode === 0;
}

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

test.serial("zsh completes a lab", async (t) => {
  if (!(await has("zsh"))) return t.pass("no zsh here");
  const load = ["autoload -U compinit; compinit -u", "source <(tierlab completion zsh)"];
  const shown = await typed("zsh -f -i", [...load, "tierlab validate lvs-na\t"]);
  t.true(shown.includes("lvs-nat.yaml: no errors"), shown);
});

test.serial("fish completes a node, and tells what it is", async (t) => {
  if (!(await has("fish"))) return t.pass("no fish here");
  const asked = 'tierlab completion fish | source; complete -C "tierlab trace lvs-dr --from cl"';
  const { stdout } = await execa("fish", ["-N", "-c", asked], { env, cwd: folder });
  t.deepEqual(stdout.split("\n"), ["client1\tclient", "client2\tclient"]);
});
