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
        // Whether any frame is missing is told a quarter of a second later.
        const [packets] = await Promise.all([dissect(engine, lab, file), capture.whole()]);
        return { packets, captureFile: file };
      },
      cancel: async () => void (await capture.stop()),
    };
  },
};
