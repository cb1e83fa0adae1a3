import { limited, type Probe, there } from "./fact.ts";

export const nodeVersion: Probe = {
  name: "node-version",
  async probe() {
    // The launcher refuses anything older; only another way of starting gets here with it.
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    if (major > 20 || (major === 20 && minor >= 19)) return there(`Node.js ${process.versions.node}`);
    return limited(`Node.js ${process.versions.node}`, "install Node.js 20.19 or newer");
  },
};
