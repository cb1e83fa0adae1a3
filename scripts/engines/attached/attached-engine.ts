import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { Engine, RunningLab, UpOptions } from "../engine.ts";
import type { Reach } from "../nodes/reach.ts";
import { withLock } from "../state/lock.ts";
import { remembersContainers } from "../state/remembers-containers.ts";
import { type AttachedLab, attachedLab, attachedLabs, type PlanOf } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";
import { clearAttached, clearUnused, remember } from "./attached-record.ts";
import { type LabContainer, labContainers } from "./containers.ts";

/** What every engine of this kind is given. */
export interface AttachedOptions {
  /** The plan of a lab whose containers were made outside tierlab. */
  readonly planOf: PlanOf;
  /** The folder of the node image, which brings dumpcap and tshark. */
  readonly image: () => Promise<string>;
}

/** What an engine knows beside how its containers are entered. */
export interface Maker extends AttachedOptions {
  readonly name: LabContainer["madeBy"];
  /** Whether tierlab itself had the lab deployed. */
  owns(lab: string): boolean;
  /** Makes the lab's containers, or what its tool makes of those that are there. */
  up(options: UpOptions): Promise<void>;
  /** Takes away all that belongs to a lab. */
  down(lab: string): Promise<void>;
}

/** What a deployment lacks yet is done when tierlab first meets it, and then it is remembered. */
async function adopt(lab: AttachedLab, how: Pick<UpOptions, "progress" | "signal">): Promise<AttachedLab> {
  const { standing } = await import("./standing.ts");
  const ready = await standing(lab, how);
  remember(ready);
  return ready;
}

const QUIETLY = { progress: () => {}, signal: new AbortController().signal };

/** An engine whose nodes are containers that another tool makes: tierlab finds them by their labels, and does all else itself. */
export function attachedEngine(maker: Maker): Engine {
  /** Labs as this process knows them by now, adopted: each act would otherwise ask the daemon of every container. */
  const known = new Map<string, AttachedLab>();
  /** Those that this process is about to know: who comes meanwhile waits for the same. */
  const meetings = new Map<string, Promise<AttachedLab>>();
  const withOwner = (lab: AttachedLab): AttachedLab =>
    maker.owns(lab.name) ? lab : { ...lab, foreign: true };
  const find = async (name: string): Promise<AttachedLab | undefined> => {
    const seen = await attachedLab(name, maker.name, maker.planOf);
    const found = seen && withOwner(seen);
    if (found?.remembered) known.set(name, found);
    else known.delete(name);
    return found;
  };
  /** A deployment that never comes to stand can be found, and taken away; only who works in its nodes has to wait for them. */
  const meet = async (name: string): Promise<AttachedLab> => {
    const found = await find(name);
    if (found === undefined) {
      throw new ToldError(`lab ${name} is not running`, {
        exitCode: EXIT.cannotRunHere,
        help: `\`tierlab up ${name} --engine ${maker.name}\` builds it`,
      });
    }
    const lab = found.remembered || found.stale !== undefined ? found : await adopt(found, QUIETLY);
    known.set(name, lab);
    return lab;
  };
  const labOf = ({ name }: RunningLab): Promise<AttachedLab> => {
    const lab = known.get(name);
    if (lab !== undefined) return Promise.resolve(lab);
    const meeting = meetings.get(name) ?? meet(name).finally(() => meetings.delete(name));
    meetings.set(name, meeting);
    return meeting;
  };
  const reachOf = async (lab: RunningLab): Promise<Reach> => attachedReach(await labOf(lab));
  return {
    name: maker.name,
    list: async () => {
      const labs = (await attachedLabs(maker.name, maker.planOf)).map(withOwner);
      // Whoever has a state folder of his own sees what he has met himself.
      const own = process.env.TIERLAB_STATE !== undefined;
      return own ? labs.filter(({ name }) => remembersContainers(name)) : labs;
    },
    find,
    up: async (options) => {
      const { plan, source } = options;
      const stood = (await labContainers(plan.lab)).length > 0;
      try {
        await maker.up(options);
        const made = await attachedLab(plan.lab, maker.name, async () => ({ plan, source }));
        if (made === undefined) throw new Error(`${maker.name} has made no container of ${plan.lab}`);
        if (made.stale !== undefined)
          throw new Error(`${maker.name} has made other containers: ${made.stale}`);
        const ready = await adopt(made, options);
        known.set(ready.name, ready);
        return ready;
      } catch (error) {
        // Whatever went wrong, or interrupted it: what it began goes.
        if (!stood) await maker.down(plan.lab).catch(() => {});
        clearUnused(plan.lab);
        throw error;
      }
    },
    // Nobody but the daemon holds such a lab.
    keep: async () => {},
    apply: async (lab, steps, wanted, options) => {
      const { apply } = await import("./apply.ts");
      const done = await apply(await labOf(lab), steps, wanted, options).catch((error) => {
        known.delete(lab.name);
        throw error;
      });
      known.set(lab.name, done);
      return done;
    },
    down: async (lab) => {
      known.delete(lab);
      await maker.down(lab);
      clearAttached(lab);
    },
    run: async (lab, node, words, options) =>
      (await import("../nodes/run.ts")).runInNode(await reachOf(lab), node, words, options),
    spawn: async (lab, node, words, options) =>
      (await import("../nodes/spawn.ts")).spawnInNode(await reachOf(lab), node, words, options),
    interact: async (lab, node, words, options) =>
      (await import("../nodes/interact.ts")).interact(await reachOf(lab), node, words, options),
    observe: async (lab, node) => (await import("../nodes/observe.ts")).observeNode(await reachOf(lab), node),
    power: async (lab, node, act) => {
      const { power } = await import("./power.ts");
      const { containers } = await power(await labOf(lab), node, act);
      const container = containers.get(node);
      // Others may have been powered meanwhile.
      const now = await labOf(lab);
      if (container !== undefined)
        known.set(lab.name, { ...now, containers: new Map([...now.containers, [node, container]]) });
    },
    link: async (lab, point, state) =>
      (await import("./set-link.ts")).setLink(await labOf(lab), point, state),
    capture: async (lab, points, file) =>
      (await import("./capture.ts")).capture(await labOf(lab), points, file, await maker.image()),
    stream: async (lab, points, to, options) =>
      (await import("./capture.ts")).stream(await labOf(lab), points, await maker.image(), to, options),
    tool: async (_, words, options) => (await import("./tool.ts")).tool(await maker.image(), words, options),
    withLock,
  };
}
