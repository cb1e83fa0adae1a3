import { findHostSynproxy } from "../setup/host-synproxy.ts";
import { loadModules } from "../setup/load-modules.ts";
import { limited, type Probe, there } from "./fact.ts";

export const synproxy: Probe = {
  name: "synproxy",
  needsRoot: true,
  async probe() {
    const { there: found, reason } = await findHostSynproxy();
    if (found) return there(reason);
    return limited(`${reason}; labs with a guard do not run`, loadModules("nf_conntrack", "nft_synproxy"));
  },
};
