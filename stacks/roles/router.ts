import { bare } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

export const router: RoleSpec<"router"> = {
  role: "router",
  defaultPort: null,
  equip({ routes }) {
    return { ...bare(routes), capabilities: ["CAP_NET_ADMIN", "CAP_NET_RAW"] };
  },
};
