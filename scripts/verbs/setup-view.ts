import type { SetupEvent } from "../setup/setup.ts";
import { plainLine } from "../terminal/plain-text.ts";
import { isLive } from "./progress-on.ts";

/** Shows what is being installed, and nothing where all is there. */
export interface SetupView {
  take(event: SetupEvent): void;
  end(): void;
}

/** Drawn over on a terminal; a line a tenth of the way elsewhere, so that a log stays short. */
export async function setupView(stream: NodeJS.WriteStream): Promise<SetupView> {
  if (!isLive(stream)) return new LoggedSetup(stream);
  const { LiveSetup } = await import("./live-setup.ts");
  return new LiveSetup(stream);
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
