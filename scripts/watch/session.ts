import type { Fault } from "../../stacks/lab/schema/fault.ts";
import { faultSpec } from "../../stacks/lab/schema/fault.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import { LabActs, type LabActsOptions } from "./acts/lab-acts.ts";
import { sendTraffic } from "./acts/lab-traffic.ts";
import { type Deviation, deviationBy, deviationsOf } from "./model/deviations.ts";
import { eventsBetween, type LabEvent } from "./model/events.ts";
import type { LabView } from "./model/lab-view.ts";
import type { TrafficView } from "./model/traffic-view.ts";
import { LabReader } from "./reading/lab-reader.ts";

/** All that a watch knows, at one moment. */
export interface WatchState {
  readonly lab: RunningLab;
  /** Null until the first look. */
  readonly view: LabView | null;
  /** The newest last; the same array until something happens. */
  readonly events: readonly TimedEvent[];
  readonly traffic: TrafficView | null;
  /** What this watch changed and did not put back. */
  readonly changed: readonly Deviation[];
  /** What is being carried out. */
  readonly doing: string | null;
  readonly isGone: boolean;
}

export interface TimedEvent extends LabEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface WatchOptions extends Pick<LabActsOptions, "written" | "planDrained"> {
  readonly engine: Engine;
  readonly lab: RunningLab;
}

/** More than any terminal shows. */
const MOST_EVENTS = 200;

/** Watches a running lab, and does to it what a person asks for, one thing after the other. */
export class WatchSession {
  readonly #options: WatchOptions;
  readonly #acts: LabActs;
  readonly #reader: LabReader;
  readonly #over = new AbortController();
  readonly #listeners = new Set<() => void>();
  #sending: AbortController | null = null;
  #state: WatchState;

  constructor(options: WatchOptions) {
    const { engine, lab, written } = options;
    this.#options = options;
    this.#state = {
      lab,
      view: null,
      events: [],
      traffic: null,
      changed: [],
      doing: null,
      isGone: false,
    };
    this.#acts = new LabActs({ ...options, lab: lab.name, signal: this.#over.signal });
    this.#reader = new LabReader({
      engine,
      lab,
      written,
      onView: (view, now) => this.#see(view, now),
      onGone: () => this.#set({ isGone: true }),
    });
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Calls the listener after each change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Does one thing to the lab. */
  async act(fault: Fault, node: string): Promise<void> {
    const words = faultSpec(fault).inWords(fault);
    const left = deviationBy(fault, node);
    await this.#doing(words, async () => {
      // What is begun may have changed something, also where it fails.
      if (left?.undone === false)
        this.#set({ changed: [...without(this.#state.changed, left.made), left.made] });
      await this.#acts.carryOut(fault, node);
      if (left?.undone === true) this.#set({ changed: without(this.#state.changed, left.made) });
      this.#tell({ tone: "plain", text: `you: ${words}` });
    });
  }

  /** Puts back whatever is seen to be changed, whoever did it. */
  async putBack(): Promise<void> {
    const seen = this.#state.view === null ? [] : deviationsOf(this.#state.view);
    await this.#doing("put everything back", async () => {
      await this.#acts.putBack([...this.#state.changed, ...seen]);
      this.#set({ changed: [] });
      this.#tell({ tone: "plain", text: "you: put everything back" });
    });
  }

  /** What would be hidden from all other verbs is put back, as far as it goes. */
  async putBackUnseen(): Promise<void> {
    const unseen = this.#state.changed.filter(({ fault }) => "cut" in fault || "drain" in fault);
    if (unseen.length === 0 || this.#state.isGone) return;
    await this.#acts.putBackUnseen(unseen);
    this.#set({ changed: this.#state.changed.filter(({ fault }) => !("cut" in fault)) });
  }

  async send(target: string): Promise<void> {
    const sending = new AbortController();
    this.#sending = sending;
    const signal = AbortSignal.any([sending.signal, this.#over.signal]);
    const show = (traffic: TrafficView) => {
      if (this.#sending === sending) this.#state = { ...this.#state, traffic };
    };
    this.#tell({ tone: "plain", text: `you: traffic to ${target}` });
    await sendTraffic(this.#options.engine, this.#state.lab, target, show, signal).catch((error) =>
      this.#fail(`traffic to ${target}`, error),
    );
    this.stopSending();
  }

  stopSending(): void {
    if (this.#sending === null) return;
    this.#sending.abort();
    this.#sending = null;
    const { traffic } = this.#state;
    this.#set({ traffic: null });
    if (traffic !== null)
      this.#tell({
        tone: traffic.failed > 0 ? "bad" : "plain",
        text: `traffic to ${traffic.target} ended: ${traffic.served} served, ${traffic.failed} failed`,
      });
  }

  end(): void {
    this.#over.abort();
    this.#reader.end();
    this.#listeners.clear();
  }

  async #doing(words: string, work: () => Promise<void>): Promise<void> {
    if (this.#state.doing !== null) return;
    this.#set({ doing: words });
    try {
      await work();
    } catch (error) {
      this.#fail(words, error);
    }
    this.#set({ doing: null });
    await this.#reader.find();
  }

  #fail(words: string, error: unknown): void {
    if (this.#over.signal.aborted) return;
    this.#tell({ tone: "bad", text: `${words}: ${error instanceof Error ? error.message : String(error)}` });
  }

  #see(view: LabView, lab: RunningLab): void {
    const before = this.#state.view;
    this.#state = { ...this.#state, lab, view };
    this.#tell(...(before === null ? [] : eventsBetween(before, view)));
  }

  #tell(...events: readonly LabEvent[]): void {
    const at = Date.now();
    const timed = events.map((event) => ({ ...event, at }));
    const known = this.#state.events;
    this.#set({ events: timed.length === 0 ? known : [...known, ...timed].slice(-MOST_EVENTS) });
  }

  #set(change: Partial<WatchState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function without(all: readonly Deviation[], { key }: Deviation): Deviation[] {
  return all.filter((one) => one.key !== key);
}
