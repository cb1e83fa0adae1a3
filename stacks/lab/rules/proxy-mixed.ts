import type { Rule } from "./rule.ts";

export const proxyMixed: Rule = {
  name: "proxy-mixed",
  about: "A director is a proxy for all its services, or balances all of them by IPVS.",
  of: "lab",
  *find({ lab }) {
    const services = Object.entries(lab.services);
    for (const [name, { mode, director }] of services) {
      const proxied = services.find(([, other]) => other.director === director && other.mode === "proxy");
      if (mode === "proxy" || proxied === undefined) continue;
      yield {
        message: `director \`${director}\` is a proxy for \`${proxied[0]}\`, so it cannot serve \`${name}\` by \`mode: ${mode}\``,
        path: ["services", name, "mode"],
        label: "expected proxy",
        cause: { path: ["services", proxied[0], "mode"], label: "proxy is asked for here" },
        help: "give one of the two services a tier of directors of its own",
      };
    }
  },
};
