import type { Engine } from "./engine.ts";
import { withLock } from "./state/lock.ts";

/** An engine that is loaded when it is first asked for something. */
export function lazyEngine(name: string, load: () => Promise<Engine>): Engine {
  return {
    name,
    list: async () => (await load()).list(),
    find: async (lab) => (await load()).find(lab),
    up: async (options) => (await load()).up(options),
    keep: async (lab) => (await load()).keep(lab),
    apply: async (...all) => (await load()).apply(...all),
    down: async (lab) => (await load()).down(lab),
    run: async (...all) => (await load()).run(...all),
    spawn: async (...all) => (await load()).spawn(...all),
    interact: async (...all) => (await load()).interact(...all),
    observe: async (...all) => (await load()).observe(...all),
    power: async (...all) => (await load()).power(...all),
    link: async (...all) => (await load()).link(...all),
    capture: async (...all) => (await load()).capture(...all),
    stream: async (...all) => (await load()).stream(...all),
    tool: async (...all) => (await load()).tool(...all),
    withLock,
  };
}
