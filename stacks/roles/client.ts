import { parsePrefix } from "../plan/prefix.ts";
import { bare, MANY_CONNECTIONS } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

/** The image's /etc/resolv.conf points into it. */
const FOLDER = "/etc/tierlab";

/** Where traffic comes from. It runs no daemon; what sends is started in it by a test. */
export const client: RoleSpec<"client"> = {
  role: "client",
  defaultPort: null,
  equip({ name, routes, spec, resolver, render }) {
    return {
      ...bare(routes),
      sysctls: MANY_CONNECTIONS,
      // NET_RAW asks who answers by ARP.
      capabilities: ["CAP_NET_ADMIN", "CAP_NET_RAW"],
      ...(spec.spoofs === undefined ? {} : { spoofs: parsePrefix(spec.spoofs).text }),
      ...(resolver === undefined
        ? {}
        : {
            files: [
              {
                path: `${FOLDER}/resolv.conf`,
                mode: "0644",
                content: render("pdns", "client/resolv.conf", { name, resolver }),
                daemon: null,
              },
            ],
            writable: [{ path: FOLDER, owner: "root", mode: "0755" }],
          }),
      limits: { processes: 512, memoryMiB: 512 },
    };
  },
};
