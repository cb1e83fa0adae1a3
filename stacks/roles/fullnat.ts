import type { PlannedSourceNat } from "../plan/plan.ts";
import { OWN_PORTS } from "../plan/source-nat.ts";
import { nftables } from "./nftables.ts";
import type { Equipment } from "./role.ts";
import type { Render } from "./templates.ts";

/** What a director has beside IPVS where servers shall see its own address. */
export function fullnat(
  name: string,
  faces: readonly PlannedSourceNat[],
  render: Render,
): Pick<Equipment, "sysctls" | "files" | "daemons" | "readiness" | "writable" | "kernelNeeds" | "sourceNat"> {
  const rules = {
    file: "fullnat.nft",
    content: render("nft", "director/fullnat.nft", { name, sockets: faces.flatMap(socketsOf) }),
    chain: ["ip", "fullnat", "source"],
    means: "the rules of FullNAT are loaded",
    needs: "nat",
  } as const;
  return {
    sysctls: {
      // A reply comes to the director's own address and leaves it for the client's: it is forwarded.
      "net.ipv4.ip_forward": "1",
      "net.ipv4.ip_local_port_range": OWN_PORTS.join(" "),
      // IPVS tells connection tracking of the destination that it chose (Documentation/networking/ipvs-sysctl.rst).
      "net.ipv4.vs.conntrack": "1",
    },
    ...nftables(rules, render),
    kernelNeeds: ["nat"],
    sourceNat: faces,
  };
}

/** A rule of nft speaks of one protocol's ports. */
function socketsOf({ servers, ...face }: PlannedSourceNat) {
  const protocols = [...new Set(servers.map(({ protocol }) => protocol))];
  return protocols.map((protocol) => ({
    ...face,
    protocol,
    servers: servers.filter((server) => server.protocol === protocol),
  }));
}
