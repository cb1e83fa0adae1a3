import { bare } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

const FOLDER = "/etc/tierlab";
const RULES = `${FOLDER}/guard.nft`;
const START = `${FOLDER}/start`;

/**
 * A packet filter on the way to the services. Its rules are loaded as one transaction: there is no moment between the
 * old ones and the new, and a file with a mistake changes nothing (nft(8), `-f`).
 *
 * It runs on the machine's own kernel, because a User Mode Linux kernel has no IPv4 tables. The rules live in that
 * kernel: the daemon loads them, and from then on only tells in its log who changes them.
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
    return {
      ...bare(routes),
      sysctls: {
        // An ACK that belongs to nothing is not taken for an old connection: it may be the end of a handshake that
        // SYNPROXY began (net/netfilter/nf_conntrack_proto_tcp.c, tcp_new).
        "net.netfilter.nf_conntrack_tcp_loose": "0",
      },
      files: [
        { path: RULES, mode: "0644", content: render("nft", "guard/guard.nft", data), daemon: "nftables" },
        { path: START, mode: "0755", content: render("nft", "guard/start", {}), daemon: "nftables" },
      ],
      daemons: [
        {
          name: "nftables",
          command: ["/bin/sh", START],
          user: "root",
          environment: {},
          reload: { command: ["/usr/sbin/nft", "--file", RULES] },
          configCheck: ["/usr/sbin/nft", "--check", "--file", RULES],
          logs: [],
          after: [],
        },
      ],
      readiness: [
        {
          kind: "command",
          command: ["/usr/sbin/nft", "list", "chain", "inet", "guard", "admission"],
          means: "the rules of the guard are loaded",
        },
      ],
      writable: [{ path: FOLDER, owner: "root", mode: "0755" }],
      kernelNeeds: ["synproxy"],
    };
  },
};
