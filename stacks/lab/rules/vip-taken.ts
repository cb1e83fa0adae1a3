import type { Finding } from "../finding.ts";
import type { Service } from "../schema/service.ts";
import type { Rule } from "./rule.ts";
import { placedVips } from "./topology.ts";

export const vipTaken: Rule = {
  name: "vip-taken",
  about: "One VIP belongs to one tier of directors, and one of its ports to one service.",
  of: "lab",
  *find({ lab }) {
    const services = Object.entries(lab.services);
    for (const [at, one] of services.entries()) {
      const findings = services.slice(0, at).flatMap((before) => [...between(before, one)]);
      if (findings[0] !== undefined) yield findings[0];
    }
  },
};

type Named = readonly [string, Service];

function* between([other, before]: Named, [name, service]: Named): Generator<Finding> {
  const isSamePort = before.port === service.port && before.protocol === service.protocol;
  if (!isSamePort && before.director === service.director) return;
  for (const { vip, path } of placedVips(name, service)) {
    const first = placedVips(other, before).find((placed) => placed.vip === vip);
    if (first === undefined) continue;
    yield {
      message: isSamePort
        ? `services \`${other}\` and \`${name}\` have the same VIP and port`
        : `services \`${other}\` and \`${name}\` have the same VIP on two directors`,
      path: isSamePort ? path : ["services", name, "director"],
      label: isSamePort
        ? "expected another address, or another port"
        : `expected ${before.director}, which owns ${vip}`,
      cause: {
        path: isSamePort ? first.path : ["services", other, "director"],
        label: `of service ${other}`,
      },
    };
  }
}
