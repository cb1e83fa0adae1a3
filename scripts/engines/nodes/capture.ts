import { createWriteStream } from "node:fs";
import { StarvedError } from "../../errors.ts";
import type { Capture } from "../engine.ts";
import type { Fabric } from "./dumpcap.ts";
import { streamPorts } from "./stream.ts";

/** Captures at ports of the fabric to a file; a lost frame is no capture. Resolves once it listens at every port. */
export async function capturePorts(
  fabric: Fabric,
  names: ReadonlyMap<string, string>,
  file: string,
): Promise<Capture> {
  const frames = await streamPorts(fabric, names, createWriteStream(file));
  return {
    stop: async () => {
      for (const [point, lost] of await frames.stop())
        throw new StarvedError(`the capture at ${point} lost ${lost} frames`);
      return file;
    },
  };
}
