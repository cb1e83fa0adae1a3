import { render } from "ink";
import type { WatchSession } from "../session.ts";
import { AlternateScreen } from "./alternate-screen.ts";
import { takeTerminal } from "./take-terminal.ts";
import { type Turn, WatchDesk } from "./watch-desk.ts";
import { WatchScreen } from "./watch-screen.tsx";

export interface ShowWatchOptions {
  readonly session: WatchSession;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly colours: boolean;
  /** A shell in a node, on the terminal that is its own meanwhile. */
  readonly shell: (node: string) => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** How a person left a watch. */
export type Leaving = Exclude<Turn, { readonly to: "shell" }>;

/** Shows a watch on a terminal until a person leaves it, the lab goes, or the signal; the terminal is then as it was. */
export async function showWatch({ shell, signal, ...options }: ShowWatchOptions): Promise<Leaving> {
  const { stdin, stdout } = options;
  const desk = new WatchDesk(options);
  const alternate = new AlternateScreen(stdin);
  const interrupt = () => desk.interrupt();
  signal.addEventListener("abort", interrupt);
  stdout.on("resize", desk.changed);
  try {
    for (;;) {
      signal.throwIfAborted();
      const turn = await oneShowing(desk, alternate, options);
      if (turn.to !== "shell") return turn;
      await shell(turn.node).finally(takeTerminal);
    }
  } finally {
    alternate.end();
    stdout.off("resize", desk.changed);
    signal.removeEventListener("abort", interrupt);
  }
}

/** From here on the terminal is the screen's, until the next turn. */
async function oneShowing(
  desk: WatchDesk,
  alternate: AlternateScreen,
  { stdin, stdout }: Pick<ShowWatchOptions, "stdin" | "stdout">,
): Promise<Turn> {
  const turn = desk.nextTurn();
  alternate.enter();
  const shown = render(<WatchScreen source={desk} />, {
    stdin,
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 10,
    // Of what it draws nothing is left out (incrementalRendering): Ink 6.8 then misses the place of lines by one.
  });
  const interrupt = () => desk.interrupt();
  process.on("SIGINT", interrupt);
  // It ends by itself only where it cannot draw or read any more.
  const broken = shown.waitUntilExit().then((): Turn => ({ to: "interrupted" }));
  try {
    return await Promise.race([turn, broken]);
  } finally {
    process.off("SIGINT", interrupt);
    shown.unmount();
    await broken.catch(() => {});
    alternate.leave();
    // Or it would go on reading what is typed for another program.
    stdin.pause();
  }
}
