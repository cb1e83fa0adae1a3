import { findHostNat } from "../setup/host-nat.ts";
import { loadModules } from "../setup/load-modules.ts";
import { findNodeImage } from "../setup/node-image.ts";
import { limited, type Probe, there } from "./fact.ts";

export const nat: Probe = {
  name: "nat",
  async probe() {
    const image = await findNodeImage();
    if (image === null) return limited("not tried: it needs the node image", "tierlab setup");
    const { there: found, reason } = await findHostNat(image.rootfs);
    if (found) return there(reason);
    return limited(
      `${reason}; labs with mode fullnat do not run`,
      loadModules("nf_nat", "nft_chain_nat", "nft_fwd_netdev"),
    );
  },
};
