import type { Rule } from "./rule.ts";

export const onePacket: Rule = {
  name: "one-packet",
  about:
    "Only UDP can be scheduled packet by packet: TCP's packets make sense to one server alone. And who changes a packet's source remembers the whole connection, with the server that its first packet went to.",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      if (service["one-packet"] && service.protocol !== "udp" && service.mode !== "proxy") {
        yield {
          message: `service \`${name}\` cannot schedule each packet of ${service.protocol.toUpperCase()} for itself`,
          path: ["services", name, "one-packet"],
          label: "expected false",
          cause: { path: ["services", name], on: "key", label: `its protocol is ${service.protocol}` },
          help: "`protocol: udp`, or leave `one-packet` out",
        };
      } else if (service["one-packet"] && service.mode === "fullnat") {
        yield {
          message: `service \`${name}\` cannot schedule each packet for itself and change its source`,
          path: ["services", name, "one-packet"],
          label: "expected false",
          cause: {
            path: ["services", name, "mode"],
            label: "remembers each connection with its server",
          },
          help: "set `mode: nat`, or leave `one-packet` out",
        };
      }
    }
  },
};
