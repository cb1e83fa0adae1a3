import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { execa } from "execa";
import { LAUNCHER, type Told, tierlab } from "../verbs/tierlab.ts";
import { asRoot } from "./as-root.ts";
import { eventually } from "./eventually.ts";
import { onPseudoTerminal, type PseudoTerminal, type TerminalSize } from "./pseudo-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-watch-"));
const env = { TIERLAB_STATE: join(folder, "state") };
const USUAL: TerminalSize = { columns: 100, rows: 30 };
const DOWN = "\x1b[B";

function run(...args: string[]): Promise<Told> {
  return tierlab(args, { env, timeoutMs: 120_000 });
}

/** A watch of the lab on a terminal of its own, once it shows the lab's nodes. */
async function watching(size = USUAL, more: NodeJS.ProcessEnv = {}): Promise<PseudoTerminal> {
  const terminal = onPseudoTerminal(`${LAUNCHER} watch lvs-dr`, size, { ...env, ...more });
  await shows(terminal, /9 of 9 nodes up/);
  return terminal;
}

async function shows(terminal: PseudoTerminal, words: RegExp): Promise<void> {
  await eventually(
    `the screen shows ${words}:\n${terminal.screen().join("\n")}`,
    () => words.test(terminal.screen().join("\n")),
    30_000,
  );
}

/** The person's own screen is back, with its cursor, and what they type is shown and taken by lines. */
function leftAsItWas(t: ExecutionContext, terminal: PseudoTerminal): void {
  t.false(terminal.isAlternate);
  const written = terminal.written();
  t.true(written.lastIndexOf("\x1b[?1049l") > written.lastIndexOf("\x1b[?1049h"));
  t.true(written.lastIndexOf("\x1b[?25h") > written.lastIndexOf("\x1b[?25l"));
}

async function runsAsWritten(t: ExecutionContext): Promise<void> {
  const told = await run("up", "lvs-dr", "--repair", "--dry-run");
  t.regex(told.stderr, /runs as its file says: nothing to do/, told.stdout);
}

test.before(async () => {
  if (process.getuid?.() !== 0) return;
  await run("setup");
  const told = await run("up", "lvs-dr");
  if (told.exitCode !== 0) throw new Error(told.stderr);
});
test.after.always(async () => {
  await run("down", "--all");
  rmSync(folder, { recursive: true, force: true });
});

asRoot("traffic that it sends is seen at the director and at each of its real servers", async (t) => {
  const terminal = await watching();
  terminal.press("t");
  await shows(terminal, /traffic to shop from 2 clients.* [1-9]\d* served/);
  await shows(terminal, /lvs1 +[1-9][\d.]* +[1-9]/);
  for (const web of ["web1", "web2", "web3"])
    await shows(terminal, new RegExp(`→ ${web} .* [1-9][\\d.]* +[1-9]`));
  terminal.press("t");
  await shows(terminal, /traffic to shop ended: \d+ served, 0 failed/);
  terminal.press("q");
  t.is(await terminal.ended, 0);
  leftAsItWas(t, terminal);
});

asRoot("a server is drained, a link cut, a node killed; put back, the lab is as its file says", async (t) => {
  const terminal = await watching();
  terminal.press(DOWN.repeat(3));
  await shows(terminal, /✓ web1 nginx/);
  terminal.press("d");
  await shows(terminal, /→ web1 {2}weight 0, drained/);
  await shows(terminal, /you: drain web1/);
  terminal.press("c");
  await shows(terminal, /which link\? {2}1 dmz {2}2 apps/);
  terminal.press("2");
  await shows(terminal, /eth1 apps cut/);
  await shows(terminal, /you: cut web1:apps/);
  terminal.press(`${DOWN}k`);
  await shows(terminal, /✗ app1 +dead/);
  await shows(terminal, /you: kill app1/);
  const differs = await run("up", "lvs-dr", "--repair", "--dry-run");
  t.regex(differs.stdout, /\+ app1/);
  t.regex(differs.stdout, /~ lvs1 .*keepalived/);
  terminal.press("b");
  await shows(terminal, /you: put everything back/);
  await shows(terminal, /→ web1 {2}weight 3/);
  terminal.press("\x1b[A");
  await shows(terminal, /eth1 apps [\d.]+ in/);
  terminal.press("q");
  t.is(await terminal.ended, 0);
  leftAsItWas(t, terminal);
  await runsAsWritten(t);
});

asRoot("whoever leaves with something changed is asked, and can leave it so", async (t) => {
  const terminal = await watching();
  terminal.press(`${DOWN.repeat(3)}d`);
  await shows(terminal, /you: drain web1/);
  terminal.press("q");
  await shows(terminal, /something is changed\? {2}b put back and leave {2}l leave it so/);
  terminal.press("l");
  t.is(await terminal.ended, 0);
  t.regex(terminal.screen().join("\n"), /still changed: shop drains web1\n`tierlab up lvs-dr --repair`/);
  t.is((await run("up", "lvs-dr", "--repair")).exitCode, 0);
  await runsAsWritten(t);
});

asRoot("Ctrl-C leaves at once, and mends the links that it cut", async (t) => {
  const terminal = await watching();
  terminal.press(`${DOWN}c`);
  await shows(terminal, /which link/);
  terminal.press("1");
  await shows(terminal, /eth0 office cut/);
  await shows(terminal, /you: cut/);
  terminal.press("\x03");
  t.is(await terminal.ended, 130);
  leftAsItWas(t, terminal);
  const asked = await run("exec", "lvs-dr", "client1", "--", "curl", "-sf", "-m", "5", "http://10.10.0.100/");
  t.is(asked.exitCode, 0, asked.stderr);
});

asRoot("a shell in a node has the terminal, and gives it back", async (t) => {
  const terminal = await watching();
  terminal.press("s");
  await shows(terminal, /root@client1/);
  t.false(terminal.isAlternate);
  terminal.press("echo $((40 + 2)) in $(hostname)\r");
  await shows(terminal, /42 in client1/);
  terminal.press("exit\r");
  await shows(terminal, /9 of 9 nodes up/);
  terminal.press(DOWN);
  await shows(terminal, /✓ edge1 router/);
  terminal.press("q");
  t.is(await terminal.ended, 0);
  leftAsItWas(t, terminal);
});

asRoot("a small terminal without colours, of a CI service at that, shows what matters most", async (t) => {
  const terminal = await watching({ columns: 60, rows: 20 }, { NO_COLOR: "1", CI: "true" });
  const screen = terminal.screen();
  for (const words of [/✓ web3/, /→ web3 {2}weight 1/, /Events/, /q leave/])
    t.true(
      screen.some((line) => words.test(line)),
      `${words}\n${screen.join("\n")}`,
    );
  t.notRegex(terminal.written(), new RegExp(`${"\x1b"}\\[(3|9)\\d`));
  terminal.press("q");
  t.is(await terminal.ended, 0);
});

asRoot("a terminal of another size is drawn anew, each line in its place", async (t) => {
  const terminal = await watching();
  for (const size of [
    { columns: 70, rows: 22 },
    { columns: 150, rows: 40 },
    { columns: 100, rows: 16 },
    USUAL,
  ]) {
    terminal.resize(size);
    const isWhole = (lines: readonly string[]) =>
      lines.length === size.rows &&
      /^lvs-dr {2}9 of 9 nodes up +[\d:]{8}$/.test(lines[0] ?? "") &&
      lines[0]?.length === size.columns &&
      lines.filter((line) => /Nodes|Services/.test(line)).length === (size.columns < 140 ? 2 : 1) &&
      /q leave$/.test(lines.at(-2) ?? "");
    await eventually(
      `a screen of ${size.columns} columns and ${size.rows} rows`,
      () => isWhole(terminal.screen()),
      10_000,
    ).catch(() => t.fail(terminal.screen().join("\n")));
  }
  terminal.press("q");
  t.is(await terminal.ended, 0);
  leftAsItWas(t, terminal);
});

asRoot("where there is no terminal each event is a line", async (t) => {
  const child = execa(LAUNCHER, ["watch", "lvs-dr"], { env, reject: false });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await eventually("the first line", () => /lvs-dr: 9 of 9 nodes are up\n/.test(said), 30_000);
  await run("exec", "lvs-dr", "web1", "--", "sh", "-c", "kill -HUP 1");
  await eventually(`the death of web1:\n${said}`, () => / {2}web1 is dead\n/.test(said), 30_000);
  child.kill("SIGINT");
  t.is((await child).exitCode, 130);
  t.is((await run("up", "lvs-dr", "--repair")).exitCode, 0);
});

asRoot("a lab that is not known or does not run is told as by other verbs", async (t) => {
  const unknown = await run("watch", "lvs-dx");
  t.is(unknown.exitCode, 2);
  t.regex(unknown.stderr, /did you mean `lvs-dr`/);
  const down = await run("watch", "lvs-nat");
  t.is(down.exitCode, 2);
  t.regex(down.stderr, /lab `lvs-nat` does not run/);
});

asRoot("when the lab goes it leaves, and says so", async (t) => {
  const terminal = await watching();
  t.is((await run("down", "lvs-dr")).exitCode, 0);
  t.is(await terminal.ended, 3);
  leftAsItWas(t, terminal);
  t.regex(terminal.screen().join("\n"), /error: lab `lvs-dr` is gone/);
});
