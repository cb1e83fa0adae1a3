import { allEngines } from "../engines/all-engines.ts";
import type { PlanOf } from "../engines/attached/attached-lab.ts";
import type { Engine } from "../engines/engine.ts";
import { lazyEngine } from "../engines/lazy-engine.ts";
import { localEngine } from "../engines/local/local-engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { LabFile } from "../run/lab-file.ts";
import type { Machine } from "../setup/setup.ts";
import type { EngineName } from "./engine-option.ts";
import { findLabFile } from "./locate-lab.ts";

export interface EngineOptions {
  /** Set up; a verb that makes no node needs none. */
  readonly machine?: Machine | undefined;
  /** The one engine to work with. Without it labs are found wherever they run, and new ones are local. */
  readonly engine?: EngineName | undefined;
  /** Labs that are read already. */
  readonly files?: readonly LabFile[];
}

/** What makes labs run on this machine, and finds those that run. */
export function openEngine({ machine, engine, files = [] }: EngineOptions = {}): Engine {
  if (process.getuid?.() !== 0)
    throw new ToldError("labs belong to root: their records, processes and namespaces", {
      exitCode: EXIT.cannotRunHere,
      help: "run it with sudo, or as root; validate, plan, schema and doctor do without",
    });
  const local = localEngine(async () => {
    if (machine === undefined) throw new Error("Expected a machine that is set up before nodes are made");
    return machine;
  });
  if (engine === "local") return local;
  const options = { planOf: planFrom(files), image: async () => machine?.rootfs ?? imageThere() };
  const others = {
    docker: once(async () => (await import("../engines/docker/docker-engine.ts")).dockerEngine(options)),
    containerlab: once(async () =>
      (await import("../engines/containerlab/containerlab-engine.ts")).containerlabEngine(options),
    ),
  };
  return engine === undefined ? allEngines(local, Object.values(others)) : lazyEngine(engine, others[engine]);
}

async function imageThere(): Promise<string> {
  const { findNodeImage } = await import("../setup/node-image.ts");
  const image = await findNodeImage();
  if (image !== null) return image.rootfs;
  throw new ToldError("there is no node image here, which brings dumpcap and tshark", {
    exitCode: EXIT.cannotRunHere,
    help: "`tierlab setup` makes it",
  });
}

/** The plan of a lab by its name: of a file that is read already, or of the one in labs/ that is called so. */
function planFrom(files: readonly LabFile[]): PlanOf {
  return async (lab) => {
    const file = files.find((one) => one.lab.lab === lab) ?? (await readNamed(lab));
    return file === null ? null : { plan: file.plan, source: file.path };
  };
}

async function readNamed(lab: string): Promise<LabFile | null> {
  const path = findLabFile(lab);
  if (path === null) return null;
  const { openLab } = await import("./open-labs.ts");
  // A file that is wrong by now tells nothing of what runs.
  const file = await openLab(path).catch(() => null);
  return file?.lab.lab === lab ? file : null;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
