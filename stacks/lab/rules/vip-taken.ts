import type { Rule } from "./rule.ts";

/** One VIP belongs to one tier of directors, and one of its ports to one service. */
export const vipTaken: Rule = {
  name: "vip-taken",
  of: "lab",
  *find({ lab }) {
    const services = Object.entries(lab.services);
    for (const [at, [name, service]] of services.entries()) {
      for (const [other, before] of services.slice(0, at)) {
        const isSamePort = before.port === service.port;
        if (before.vip === service.vip && (isSamePort || before.director !== service.director)) {
          yield {
            message: isSamePort
              ? `services \`${other}\` and \`${name}\` have the same VIP and port`
              : `services \`${other}\` and \`${name}\` have the same VIP on two directors`,
            path: ["services", name, isSamePort ? "vip" : "director"],
            label: isSamePort
              ? "expected another address, or another port"
              : `expected ${before.director}, which owns ${before.vip}`,
            cause: {
              path: ["services", other, isSamePort ? "vip" : "director"],
              label: `of service ${other}`,
            },
          };
          break;
        }
      }
    }
  },
};
