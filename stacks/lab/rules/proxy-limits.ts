import { BALANCE, MAX_PROXY_WEIGHT } from "../schema/proxy-limits.ts";
import type { Service } from "../schema/service.ts";
import type { Rule } from "./rule.ts";
import { serverTiers } from "./topology.ts";

const IPVS_ALONE = ["protocol", "flags", "persistence", "one-packet"] as const;

export const proxyLimits: Rule = {
  name: "proxy-limits",
  about: "HAProxy has not all schedulers of IPVS, and smaller weights.",
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
      for (const key of IPVS_ALONE.filter((one) => isAsked(service, one))) {
        yield {
          message: `a proxy has no \`${key}\``,
          path: ["services", name, key],
          label: key === "protocol" ? "expected tcp" : "expected nothing: this is said to IPVS",
          cause,
        };
      }
      if (service.check !== null && "dns" in service.check) {
        yield {
          message: "a proxy has no check `dns`",
          path: ["services", name, "check", "dns"],
          on: "key",
          label: "expected http or tcp",
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

function isAsked(service: Service, key: (typeof IPVS_ALONE)[number]): boolean {
  return key === "protocol" ? service.protocol !== "tcp" : service[key] !== null && service[key] !== false;
}
