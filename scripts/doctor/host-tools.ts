import { missingHostPackages } from "../setup/host-packages.ts";
import { missing, type Probe, SETUP, there } from "./fact.ts";
import { tryCommand } from "./try-command.ts";

export const hostTools: Probe = {
  name: "host-tools",
  async probe() {
    const lacking = await missingHostPackages();
    if (lacking.length > 0) return missing(`not installed: ${lacking.join(", ")}`, SETUP);
    const lock = await tryCommand(["flock", "--nonblock", "/proc/self/exe", "true"]);
    if (!lock.worked) return missing(`flock: ${lock.why}`, "apt-get install util-linux");
    return there("ip, unshare and flock");
  },
};
