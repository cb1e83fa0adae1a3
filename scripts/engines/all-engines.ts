import { NoDaemonError } from "../errors.ts";
import { containersMayRun } from "./containers-may-run.ts";
import type { Engine, RunningLab } from "./engine.ts";
import { remembersContainers } from "./state/remembers-containers.ts";

/**
 * All engines of this machine as one: a new lab is local, and a lab that runs is its own engine's. The others are loaded
 * and asked only where there may be containers; that their daemon does not answer is no matter where tierlab knows of no lab in some.
 */
export function allEngines(local: Engine, others: readonly (() => Promise<Engine>)[]): Engine {
  const loaded = async (): Promise<Engine[]> =>
    containersMayRun() ? Promise.all(others.map((load) => load())) : [];
  const engineOf = async ({ engine }: Pick<RunningLab, "engine">): Promise<Engine> => {
    if (engine === local.name) return local;
    const all = await Promise.all(others.map((load) => load()));
    const found = all.find(({ name }) => name === engine);
    if (found === undefined) throw new Error(`Expected an engine, got ${engine}`);
    return found;
  };
  const find = async (lab: string): Promise<RunningLab | undefined> => {
    const here = await local.find(lab);
    if (here !== undefined) return here;
    for (const engine of await loaded()) {
      const found = await engine.find(lab).catch(orElse(undefined, lab));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    name: local.name,
    list: async () => {
      const others = (await loaded()).map((one) => one.list().catch(orElse<RunningLab[]>([])));
      return (await Promise.all([local.list(), ...others])).flat();
    },
    find,
    up: async (options) => (await engineOf({ engine: options.engine ?? local.name })).up(options),
    keep: async (lab) => {
      const found = await find(lab);
      await (found === undefined ? local : await engineOf(found)).keep(lab);
    },
    down: async (lab) => {
      const found = await find(lab);
      await (found === undefined ? local : await engineOf(found)).down(lab);
    },
    apply: async (lab, ...rest) => (await engineOf(lab)).apply(lab, ...rest),
    run: async (lab, ...rest) => (await engineOf(lab)).run(lab, ...rest),
    spawn: async (lab, ...rest) => (await engineOf(lab)).spawn(lab, ...rest),
    interact: async (lab, ...rest) => (await engineOf(lab)).interact(lab, ...rest),
    observe: async (lab, ...rest) => (await engineOf(lab)).observe(lab, ...rest),
    power: async (lab, ...rest) => (await engineOf(lab)).power(lab, ...rest),
    link: async (lab, ...rest) => (await engineOf(lab)).link(lab, ...rest),
    capture: async (lab, ...rest) => (await engineOf(lab)).capture(lab, ...rest),
    stream: async (lab, ...rest) => (await engineOf(lab)).stream(lab, ...rest),
    tool: async (lab, ...rest) => (await engineOf(lab)).tool(lab, ...rest),
    withLock: (lab, work) => local.withLock(lab, work),
  };
}

/** What an engine without its daemon says of a lab, or of all. */
function orElse<T>(nothing: T, lab?: string): (error: unknown) => T {
  return (error) => {
    if (error instanceof NoDaemonError && !remembersContainers(lab)) return nothing;
    throw error;
  };
}
