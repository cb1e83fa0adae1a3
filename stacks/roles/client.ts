import { parsePrefix } from "../plan/prefix.ts";
import { bare, MANY_CONNECTIONS } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

/** Where traffic comes from. It runs no daemon; what sends is started in it by a test. */
export const client: RoleSpec<"client"> = {
  role: "client",
  defaultPort: null,
  equip({ routes, spec }) {
    return {
      ...bare(routes),
      sysctls: MANY_CONNECTIONS,
      // NET_RAW asks who answers by ARP.
      capabilities: ["CAP_NET_ADMIN", "CAP_NET_RAW"],
      ...(spec.spoofs === undefined ? {} : { spoofs: parsePrefix(spec.spoofs).text }),
      limits: { processes: 512, memoryMiB: 512 },
    };
  },
};
