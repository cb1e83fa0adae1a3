import { parsePrefix } from "../plan/prefix.ts";
import { bare } from "./bare.ts";
import { nftables } from "./nftables.ts";
import type { RoleSpec } from "./role.ts";

/**
 * A packet filter on the way to the services. It runs on the machine's own kernel, because a User Mode Linux kernel has
 * no IPv4 tables.
 */
export const guard: RoleSpec<"guard"> = {
  role: "guard",
  defaultPort: null,
  equip({ name, spec, routes, protects, render }) {
    const data = {
      name,
      services: protects,
      synProxy: spec["syn-proxy"],
      limit: spec.limit,
      open: spec["open-connections"],
      block: spec.block,
    };
    const rules = {
      file: "guard.nft",
      content: render("nft", "guard/guard.nft", data),
      chain: ["inet", "guard", "admission"],
      means: "the rules of the guard are loaded",
    } as const;
    return {
      ...bare(routes),
      sysctls: {
        // An ACK that belongs to nothing is not taken for an old connection: it may be the end of a handshake that
        // SYNPROXY began (net/netfilter/nf_conntrack_proto_tcp.c, tcp_new).
        "net.netfilter.nf_conntrack_tcp_loose": "0",
      },
      ...nftables(rules, render),
      kernelNeeds: ["synproxy"],
      ...(spec.block.length === 0 ? {} : { refuses: spec.block.map((prefix) => parsePrefix(prefix).text) }),
    };
  },
};
