import test from "ava";
import { verbOutlines } from "../../scripts/outline/outline.ts";
import { programFor, wholeProgram } from "../../scripts/program.ts";
import type { Tool } from "../../scripts/verbs/tool.ts";

const tool: Tool = {
  signal: new AbortController().signal,
  say: () => {},
  print: () => {},
  // The verb would work now: its words were understood.
  finish: async () => {},
  handOverInterrupts: () => {},
};

for (const { name, examples } of verbOutlines(await wholeProgram(tool))) {
  test(`every example of ${name} is understood by it`, async (t) => {
    t.true(examples.length > 0);
    for (const { command } of examples) {
      const words = wordsOf(command);
      t.is(words[0], name, command);
      const program = await programFor(words, tool);
      for (const one of [program, ...program.commands])
        one.exitOverride().configureOutput({ writeErr: () => {} });
      await t.notThrowsAsync(() => program.parseAsync(words, { from: "user" }), command);
    }
  });
}

/** The words of the first command of a line, after `tierlab`, as a shell parts them. */
function wordsOf(line: string): string[] {
  const parts = [...line.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? "",
  );
  const from = parts.indexOf("tierlab") + 1;
  const end = parts.findIndex((part, at) => at >= from && /^([|;&]+|>+.*|2>.*)$/.test(part));
  return parts.slice(from, end === -1 ? undefined : end);
}
