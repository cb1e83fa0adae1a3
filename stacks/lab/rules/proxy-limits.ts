import { BALANCE, MAX_PROXY_WEIGHT } from "../schema/proxy-limits.ts";
import type { Rule } from "./rule.ts";
import { serverTiers } from "./topology.ts";

/** HAProxy has not all schedulers of IPVS, and smaller weights. */
export const proxyLimits: Rule = {
  name: "proxy-limits",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      if (service.mode !== "proxy") continue;
      const cause = { path: ["services", name, "mode"], label: "a proxy is HAProxy, not IPVS" };
      if (!(service.scheduler in BALANCE)) {
        yield {
          message: `a proxy has no scheduler \`${service.scheduler}\``,
          path: ["services", name, "scheduler"],
          label: `expected one of: ${Object.keys(BALANCE).join(", ")}`,
          cause,
        };
      }
      for (const { name: server, weights = [] } of serverTiers(lab, service)) {
        const at = weights.findIndex((weight) => weight > MAX_PROXY_WEIGHT);
        if (at >= 0) {
          yield {
            message: `a proxy has no weight ${weights[at]}`,
            path: ["services", name, "servers", server, "weights", at],
            label: `expected at most ${MAX_PROXY_WEIGHT}`,
            cause,
          };
        }
      }
    }
  },
};
