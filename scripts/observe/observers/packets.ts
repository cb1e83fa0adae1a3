import { join } from "node:path";
import { dissect } from "../packets/dissect.ts";
import { capturePoints } from "./capture-points.ts";
import type { Observer } from "./observer.ts";

/** Every frame on both sides of every hop. */
export const packets: Observer<"packets", "packets" | "captureFile"> = {
  nothing: { packets: [], captureFile: null },
  async begin(_, { engine, lab, folder, name }) {
    const capture = await engine.capture(lab, capturePoints(lab.plan), join(folder, `${name}.pcapng`));
    return {
      async end() {
        const file = await capture.stop();
        return { packets: await dissect(engine, lab, file), captureFile: file };
      },
      cancel: async () => void (await capture.stop()),
    };
  },
};
