import { createLogUpdate } from "log-update";
import { seconds } from "../report/duration.ts";
import type { SetupEvent } from "../setup/setup.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { SetupView } from "./setup-view.ts";

const BAR_WIDTH = 20;
const REDRAW_MS = 100;

/** What is being installed, drawn over on a terminal. */
export class LiveSetup implements SetupView {
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
