import { execFileSync, spawn } from "node:child_process";
import { constants } from "node:os";
import xterm from "@xterm/headless";

/** A program on a terminal of its own, as a person has it before them. */
export interface PseudoTerminal {
  /** What the screen shows, line by line; the alternate screen where that is on. */
  screen(): string[];
  readonly isAlternate: boolean;
  /** All that was written to the terminal. */
  written(): string;
  press(keys: string): void;
  signal(name: NodeJS.Signals): void;
  /** As a person who drags its window. */
  resize(size: TerminalSize): void;
  /** The exit code of the program. */
  readonly ended: Promise<number>;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Runs a command of the shell on a pseudo terminal of script(1); what a terminal would show is kept by xterm.js. */
export function onPseudoTerminal(
  command: string,
  { columns, rows }: TerminalSize,
  env: NodeJS.ProcessEnv = {},
): PseudoTerminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const child = spawn(
    "script",
    [
      "--quiet",
      "--return",
      "--flush",
      "--command",
      `${TELL_DEVICE}; stty cols ${columns} rows ${rows}; ${command}`,
      "/dev/null",
    ],
    { env: { ...process.env, TERM: "xterm-256color", ...env }, stdio: ["pipe", "pipe", "inherit"] },
  );
  let written = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written += text;
    terminal.write(text);
  });
  let device = "";
  terminal.onTitleChange((title) => {
    if (title.startsWith("/dev/pts/")) device = title;
  });
  // Terminals answer some questions.
  terminal.onData((answer) => child.stdin.write(answer));
  child.stdin.on("error", () => {});
  return {
    screen: () => {
      const { active } = terminal.buffer;
      return Array.from(
        { length: terminal.rows },
        (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? "",
      );
    },
    get isAlternate() {
      return terminal.buffer.active.type === "alternate";
    },
    written: () => written,
    press: (keys) => void child.stdin.write(keys),
    signal: (name) => void child.kill(name),
    resize: (size) => {
      terminal.resize(size.columns, size.rows);
      execFileSync("stty", ["-F", device, "cols", String(size.columns), "rows", String(size.rows)]);
    },
    ended: new Promise((resolve) => {
      child.once("close", (code, signal) =>
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      );
    }),
  };
}

/** As the terminal's title, which is not on its screen. */
const TELL_DEVICE = String.raw`printf '\033]0;%s\007' "$(tty)"`;
