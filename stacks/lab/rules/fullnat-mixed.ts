import type { Service } from "../schema/service.ts";
import type { Rule } from "./rule.ts";
import { serverTiers } from "./topology.ts";

export const fullnatMixed: Rule = {
  name: "fullnat-mixed",
  about:
    "What IPVS has rewritten by nat and by fullnat looks the same on its way to a server: only the server's address and port tell whether the source shall change too. By dr and tun a packet still has the VIP.",
  of: "lab",
  *find({ lab }) {
    const services = Object.entries(lab.services);
    const reached = (service: Service) =>
      serverTiers(lab, service).map(({ name, port }) => ({ tier: name, port: port ?? service.port }));
    for (const [name, service] of services) {
      if (service.mode !== "nat") continue;
      for (const [other, full] of services) {
        if (full.mode !== "fullnat" || full.director !== service.director) continue;
        if (full.protocol !== service.protocol) continue;
        const shared = reached(service).find(({ tier, port }) =>
          reached(full).some((one) => one.tier === tier && one.port === port),
        );
        if (shared === undefined) continue;
        yield {
          message: `services \`${other}\` and \`${name}\` share port ${shared.port} of the real servers \`${shared.tier}\`, and only one of them by fullnat`,
          path: ["services", name, "mode"],
          label: "expected fullnat",
          cause: { path: ["services", other, "mode"], label: "changes the source of all that goes there" },
          help: "give one of the two another port at the servers, or a tier of directors of its own",
        };
      }
    }
  },
};
