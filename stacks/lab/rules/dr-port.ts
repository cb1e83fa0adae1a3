import { handsOnUnchanged } from "../schema/service.ts";
import type { Allowable } from "./rule.ts";
import { serverTiers } from "./topology.ts";

export const drPort: Allowable = {
  name: "dr-port",
  about: "DR and TUN leave the packet as it is, so the real server hears it on the port of the VIP.",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      for (const { name: server, port } of serverTiers(lab, service)) {
        if (handsOnUnchanged(service.mode) && port !== undefined && port !== service.port) {
          yield {
            message: `real server \`${server}\` of service \`${name}\` has another port than the VIP`,
            path: ["services", name, "servers", server, "port"],
            label: `expected ${service.port}`,
            cause: { path: ["services", name, "mode"], label: `${service.mode} cannot change the port` },
            help: "leave the port out, or set `mode: nat`; `allow: [dr-port]` where it is meant",
          };
        }
      }
    }
  },
};
