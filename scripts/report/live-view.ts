import { createLogUpdate } from "log-update";
import stringWidth from "string-width";
import type { RunEvent, RunProgress } from "../run/progress.ts";
import { wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";
import { seconds } from "./duration.ts";
import { MARKS } from "./marks.ts";
import type { Verdict } from "./result.ts";

const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const FRAME_MS = 100;

interface LabState {
  readonly begunAt: number;
  phase: string;
  doing: string;
  detail: string;
  ready: Set<string>;
  claims: Map<string, Verdict | null>;
  breaks: number;
}

/** Progress on a terminal: two or three lines a lab, drawn over again as it goes on; `end` takes them off. */
export class LiveView {
  readonly #stream: NodeJS.WriteStream;
  readonly #style: Style;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  readonly #labs = new Map<string, LabState>();
  readonly #timer: NodeJS.Timeout;
  #frame = 0;

  constructor(stream: NodeJS.WriteStream, style: Style) {
    this.#stream = stream;
    this.#style = style;
    this.#draw = createLogUpdate(stream);
    this.#timer = setInterval(() => {
      this.#frame += 1;
      this.#render();
    }, FRAME_MS).unref();
  }

  progressOf(lab: string): RunProgress {
    const state: LabState = {
      begunAt: performance.now(),
      phase: "waiting",
      doing: "",
      detail: "",
      ready: new Set(),
      claims: new Map(),
      breaks: 0,
    };
    this.#labs.set(lab, state);
    return (event) => this.#take(lab, state, event);
  }

  /** A line that stays above what is drawn over. */
  say(line: string): void {
    this.#draw.clear();
    this.#stream.write(`${line}\n`);
    this.#render();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#draw.clear();
    this.#draw.done();
  }

  #take(lab: string, state: LabState, event: RunEvent): void {
    switch (event.kind) {
      case "phase":
        state.phase = event.phase;
        state.doing = "";
        state.detail = "";
        break;
      case "claims":
        for (const id of event.ids) state.claims.set(id, null);
        break;
      case "node":
        state.ready.add(event.node);
        state.detail = `${event.node}: ${event.text}`;
        break;
      case "doing":
        state.doing = event.text;
        state.detail = "";
        break;
      case "detail":
        state.detail = event.text;
        break;
      case "told":
        this.say(`${lab}: ${plainLine(event.text)}`);
        break;
      case "claim":
        state.claims.set(event.id, event.verdict);
        break;
      case "break":
        state.breaks += 1;
        if (event.verdict !== "passed") state.claims.set(event.id, event.verdict);
        break;
      case "end":
        state.phase = "done";
        state.doing = MARKS[event.verdict].word;
        break;
    }
  }

  #render(): void {
    const columns = (this.#stream.columns ?? 80) - 1;
    const lines = [...this.#labs].flatMap(([lab, state]) => this.#linesOf(lab, state, columns));
    if (lines.length > 0) this.#draw(lines.join("\n"));
  }

  #linesOf(lab: string, state: LabState, columns: number): string[] {
    const spinner = state.phase === "done" ? " " : (FRAMES[this.#frame % FRAMES.length] ?? " ");
    const head = `${spinner} ${lab}  ${seconds(performance.now() - state.begunAt)}  ${state.phase}`;
    const nodes = state.claims.size === 0 || [...state.claims.values()].every((verdict) => verdict === null);
    const count = nodes && state.ready.size > 0 ? `  ${state.ready.size} nodes` : "";
    const breaks = state.breaks > 0 ? `  ${state.breaks} done` : "";
    const words = [state.doing, state.detail].filter((text) => text !== "").join(" · ");
    const room = columns - stringWidth(head + count + breaks) - 2;
    const doing = room > 10 ? (wrapped(plainLine(words), room)[0] ?? "") : "";
    const claims = [...state.claims].map(([id, verdict]) =>
      verdict === null
        ? this.#style("dim", `· ${id}`)
        : `${this.#style(MARKS[verdict].colour, MARKS[verdict].sign)} ${id}`,
    );
    return [
      `${this.#style("bold", head)}${count}${breaks}  ${this.#style("dim", doing)}`.trimEnd(),
      ...(claims.length === 0 ? [] : wrapped(claims.join("  "), columns - 2).map((line) => `  ${line}`)),
    ];
  }
}
