import { createLogUpdate } from "log-update";
import { seconds } from "../report/duration.ts";
import type { SetupEvent } from "../setup/setup.ts";
import { plainLine } from "../terminal/plain-text.ts";
import { isLive } from "./progress-on.ts";

/** Shows what is being installed, and nothing where all is there. */
export interface SetupView {
  take(event: SetupEvent): void;
  end(): void;
}

/** Drawn over on a terminal; a line a tenth of the way elsewhere, so that a log stays short. */
export function setupView(stream: NodeJS.WriteStream): SetupView {
  return isLive(stream) ? new LiveSetup(stream) : new LoggedSetup(stream);
}

class LoggedSetup implements SetupView {
  readonly #stream: NodeJS.WriteStream;
  readonly #told = new Map<string, number | string>();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  take({ part, kind, text, share }: SetupEvent): void {
    if (kind === "present") return;
    if (kind === "step") {
      const stage = share === null ? text : Math.floor(share * 10);
      if (stage === 0 || this.#told.get(part.name) === stage) return;
      this.#told.set(part.name, stage);
    }
    const percent = kind === "step" && share !== null ? `${Math.floor(share * 100)} %, ` : "";
    this.#stream.write(`${part.what}: ${percent}${plainLine(text)}\n`);
  }

  end(): void {}
}

const BAR_WIDTH = 20;
const REDRAW_MS = 100;

class LiveSetup implements SetupView {
  readonly #stream: NodeJS.WriteStream;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  readonly #parts = new Map<string, { event: SetupEvent; readonly since: number }>();
  readonly #timer: NodeJS.Timeout;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#draw = createLogUpdate(stream);
    this.#timer = setInterval(() => this.#render(), REDRAW_MS).unref();
  }

  take(event: SetupEvent): void {
    const { part, kind, text } = event;
    if (kind === "present") return;
    if (kind !== "done") {
      const known = this.#parts.get(part.name);
      if (known === undefined) this.#parts.set(part.name, { event, since: performance.now() });
      else known.event = event;
      return;
    }
    this.#parts.delete(part.name);
    this.#draw.clear();
    this.#stream.write(`${part.what}: ${text}\n`);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#draw.clear();
    this.#draw.done();
  }

  #render(): void {
    const columns = this.#stream.columns ?? 80;
    const lines = [...this.#parts.values()].flatMap(({ event: { part, text, share }, since }) => [
      `${part.what}, ${seconds(performance.now() - since)}`.slice(0, columns - 1),
      `  ${bar(share)} ${plainLine(text)}`.slice(0, columns - 1),
    ]);
    if (lines.length > 0) this.#draw(lines.join("\n"));
  }
}

function bar(share: number | null): string {
  if (share === null) return "";
  const full = Math.round(share * BAR_WIDTH);
  return `${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
