import type { Report } from "./result.ts";

/** The command that proves the same labs. */
export function runAgain({ labs }: Report): string {
  const breaks = labs.some(({ tests }) => tests.some((test) => test.breaks.length > 0));
  return [
    "tierlab test",
    ...labs.map(({ source }) => quoted(source)),
    ...(breaks ? [] : ["--no-breaks"]),
  ].join(" ");
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./+:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
