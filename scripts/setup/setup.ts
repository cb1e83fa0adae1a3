import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { findHostIpvs } from "./host-ipvs.ts";
import { hostPackages } from "./host-packages.ts";
import type { ImageChoice } from "./image-way.ts";
import { findNodeImage, type NodeImage, nodeImagePart } from "./node-image.ts";
import type { SetupPart } from "./part.ts";
import { findUmlKernel, type UmlKernel, umlKernel } from "./uml-kernel.ts";

/** What a set-up machine offers to an engine. */
export interface Machine extends NodeImage {
  /** Null where the host's own IPVS is used and no other kernel was asked for. */
  readonly uml: UmlKernel | null;
}

/** Where an installation is. */
export interface SetupEvent {
  readonly part: SetupPart;
  readonly kind: "present" | "started" | "step" | "done";
  /** For a person: `unpacking libc6`. */
  readonly text: string;
  /** From 0 to 1, where it is known. */
  readonly share: number | null;
}

export interface SetupOptions {
  /** `auto`: only where the host's kernel has no IPVS. */
  readonly uml: "auto" | "yes" | "no";
  /** What makes the node image. Default `auto`: whatever made the one that is there, else the first that can. */
  readonly imageBy?: ImageChoice;
  /** `docker`: the engine that makes containers, and the node image for it, too. */
  readonly engine?: "docker";
  readonly progress: (event: SetupEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Installs what is missing on this machine, and nothing else; a second call finds all there in milliseconds.
 * Throws a ToldError where something cannot be had here.
 */
export async function ensureSetup(options: SetupOptions): Promise<Machine> {
  await ensurePart(hostPackages, options);
  const nodeImage = nodeImagePart(options.imageBy ?? "auto");
  const parts = (await wantsUml(options.uml)) ? [nodeImage, umlKernel] : [nodeImage];
  // Fetching one and unpacking the other overlap well.
  await allOrAbort(parts, options);
  if (options.engine === "docker") await ensureDocker(options);
  const image = await findNodeImage();
  if (image === null) throw new Error("the node image is missing right after it was made");
  return { ...image, uml: parts.includes(umlKernel) ? await findUmlKernel() : null };
}

/** Loaded only where it is asked for. */
async function ensureDocker(options: SetupOptions): Promise<void> {
  const { dockerEnginePart } = await import("./docker-engine-part.ts");
  const { containerImagePart } = await import("./container-image-part.ts");
  await ensurePart(dockerEnginePart, options);
  await ensurePart(containerImagePart, options);
}

async function wantsUml(choice: SetupOptions["uml"]): Promise<boolean> {
  if (choice !== "auto") return choice === "yes";
  return !(await findHostIpvs()).there;
}

/** Ensures all parts side by side; the first that fails stops the others. */
async function allOrAbort(parts: readonly SetupPart[], options: SetupOptions): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const results = await Promise.allSettled(
    parts.map(async (part) => {
      try {
        await ensurePart(part, { ...options, signal });
      } catch (error) {
        failure.abort(error);
        throw error;
      }
    }),
  );
  options.signal.throwIfAborted();
  if (failure.signal.aborted) throw failure.signal.reason;
  if (results.some(({ status }) => status === "rejected")) throw new Error("a part of the set-up failed");
}

async function ensurePart(part: SetupPart, { progress, signal }: SetupOptions): Promise<void> {
  if (await part.present()) {
    progress({ part, kind: "present", text: "there already", share: 1 });
    return;
  }
  if (process.getuid?.() !== 0) {
    throw new ToldError(`${part.what}: missing, and only root can install it`, {
      exitCode: EXIT.cannotRunHere,
      help: "run `sudo tierlab setup` once",
    });
  }
  const startedAt = performance.now();
  progress({ part, kind: "started", text: "installing", share: 0 });
  await part.install({
    step: (text, share) => progress({ part, kind: "step", text, share }),
    signal,
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  progress({ part, kind: "done", text: `installed in ${seconds} s`, share: 1 });
}
