import { targetsOf } from "../acts/lab-traffic.ts";
import type { WatchSession } from "../session.ts";
import { FramePace } from "./frame-pace.ts";
import { type Command, type Desk, type Key, press } from "./press.ts";
import { type Screen, screenOf } from "./screen.ts";
import type { ScreenSource } from "./watch-screen.tsx";

/** Why a person, or the system, turns from the screen. */
export type Turn =
  | { readonly to: "leave"; readonly putBack: boolean }
  | { readonly to: "shell"; readonly node: string }
  | { readonly to: "interrupted" }
  | { readonly to: "gone" };

export interface WatchDeskOptions {
  readonly session: WatchSession;
  readonly stdout: NodeJS.WriteStream;
  readonly colours: boolean;
}

/** Between a session and its screen: takes the keys, and tells the screen what to show. */
export class WatchDesk implements ScreenSource {
  readonly colours: boolean;
  readonly #session: WatchSession;
  readonly #stdout: NodeJS.WriteStream;
  readonly #listeners = new Set<() => void>();
  readonly #pace = new FramePace();
  #desk: Desk = { chosen: "", question: null, help: false, notice: null };
  #shown: Screen | null = null;
  #turn: (turn: Turn) => void = () => {};

  constructor({ session, stdout, colours }: WatchDeskOptions) {
    this.#session = session;
    this.#stdout = stdout;
    this.colours = colours;
    const [first] = session.state.lab.plan.nodes;
    this.#desk = { ...this.#desk, chosen: first?.name ?? "" };
    session.subscribe(() => {
      if (this.#pace.isDue(session.state, performance.now())) this.changed();
      if (session.state.isGone) this.#turn({ to: "gone" });
    });
  }

  /** Resolves at the next turn. */
  nextTurn(): Promise<Turn> {
    return new Promise((resolve) => {
      this.#turn = resolve;
      if (this.#session.state.isGone) resolve({ to: "gone" });
    });
  }

  readonly screen = (): Screen => {
    const { columns = 80, rows = 24 } = this.#stdout;
    // A screen of all rows would be cleared each time: Ink ends what it draws with a new line.
    if (this.#shown === null) {
      const { state } = this.#session;
      this.#shown = screenOf(state, this.#desk, { columns, rows: rows - 1, now: Date.now() });
      this.#pace.drawn(state, performance.now());
    }
    return this.#shown;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly changed = (): void => {
    this.#shown = null;
    for (const listener of this.#listeners) listener();
  };

  press(key: Key): void {
    const { view, traffic, changed, lab } = this.#session.state;
    if (view === null) {
      if (key === "q") this.#turn({ to: "leave", putBack: false });
      return;
    }
    const { desk, command } = press(this.#desk, key, {
      view,
      targets: targetsOf(lab.plan),
      isSending: traffic !== null,
      hasChanged: changed.length > 0,
    });
    this.#desk = desk;
    if (command !== undefined) this.#carryOut(command);
    this.changed();
  }

  interrupt(): void {
    this.#turn({ to: "interrupted" });
  }

  #carryOut(command: Command): void {
    switch (command.do) {
      case "act":
        void this.#session.act(command.fault, command.node);
        break;
      case "send":
        void this.#session.send(command.target);
        break;
      case "stop-sending":
        this.#session.stopSending();
        break;
      case "put-back":
        void this.#session.putBack();
        break;
      case "shell":
        this.#turn({ to: "shell", node: command.node });
        break;
      case "leave":
        this.#turn({ to: "leave", putBack: command.putBack });
        break;
    }
  }
}
