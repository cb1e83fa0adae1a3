import { writeSync } from "node:fs";

/** DEC private mode 1049: a screen of its own, and the one before comes back as it was (XTerm control sequences). */
const ENTER = "\x1b[?1049h\x1b[2J\x1b[H";
const LEAVE = "\x1b[?25h\x1b[?1049l";
const STDOUT = 1;

/** The terminal's other screen, which is left again however this process ends. */
export class AlternateScreen {
  readonly #stdin: NodeJS.ReadStream;
  #isOn = false;

  constructor(stdin: NodeJS.ReadStream) {
    this.#stdin = stdin;
    process.on("exit", this.leave);
    // What a crash says belongs on the screen that stays.
    process.on("uncaughtExceptionMonitor", this.leave);
  }

  enter(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    write(ENTER);
  }

  readonly leave = (): void => {
    if (!this.#isOn) return;
    this.#isOn = false;
    if (this.#stdin.isRaw) this.#stdin.setRawMode(false);
    write(LEAVE);
  };

  end(): void {
    this.leave();
    process.off("exit", this.leave);
    process.off("uncaughtExceptionMonitor", this.leave);
  }
}

/** At once: a process that exits writes nothing later. */
function write(text: string): void {
  try {
    writeSync(STDOUT, text);
  } catch {
    // The terminal is gone.
  }
}
