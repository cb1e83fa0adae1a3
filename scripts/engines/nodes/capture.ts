import { createWriteStream } from "node:fs";
import { StarvedError } from "../../errors.ts";
import type { Capture } from "../engine.ts";
import type { Fabric } from "./dumpcap.ts";
import { streamPorts } from "./stream.ts";

/** Captures at ports of the fabric to a file; resolves once every port is listened at. */
export async function capturePorts(
  fabric: Fabric,
  names: ReadonlyMap<string, string>,
  file: string,
): Promise<Capture> {
  const frames = await streamPorts(fabric, names, createWriteStream(file));
  return {
    stop: async () => {
      await frames.stop();
      return file;
    },
    whole: async () => {
      for (const [point, lost] of await frames.losses())
        throw new StarvedError(`the capture at ${point} lost ${lost} frames`);
    },
  };
}
