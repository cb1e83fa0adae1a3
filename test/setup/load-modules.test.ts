import test from "ava";
import { loadModules } from "../../scripts/setup/load-modules.ts";

test("who lacks modules is told the command, and that a container is no place for it", (t) => {
  t.is(loadModules("ip_vs"), "modprobe ip_vs, outside of any container, on a kernel that has it");
  t.regex(loadModules("nf_nat", "nft_chain_nat"), /^modprobe --all nf_nat nft_chain_nat, .* has them$/);
});
