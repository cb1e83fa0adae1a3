import { missingHostPackages } from "../setup/host-packages.ts";
import { missing, type Probe, SETUP, there } from "./fact.ts";
import { tryCommand } from "./try-command.ts";

const SCRIPT = `
ip link add seg type bridge && ip link set seg up &&
ip link add left type veth peer name right && ip link set left master seg up`;

export const links: Probe = {
  name: "links",
  needsRoot: true,
  async probe() {
    const { worked, why } = await tryCommand(["unshare", "--net", "sh", "-c", SCRIPT]);
    if (worked) return there("a bridge and a pair of veth interfaces were made");
    if ((await missingHostPackages()).includes("iproute2"))
      return missing("iproute2 is not installed", SETUP);
    return missing(`no bridge with a veth interface: ${why}`, "modprobe -a bridge veth");
  },
};
