import { readFile } from "node:fs/promises";
import { limited, type Probe, there } from "./fact.ts";

export const overlayfs: Probe = {
  name: "overlayfs",
  async probe() {
    const known = /\toverlay$/m.test(await readFile("/proc/filesystems", "utf8"));
    if (known) return there("in the kernel; labs do without: their nodes share one read-only root");
    return limited(
      "not in the kernel; labs do without: their nodes share one read-only root",
      "modprobe overlay",
    );
  },
};
