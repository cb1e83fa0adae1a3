/**
 * Whether this machine's kernel changes the source of connections, and diverts packets to where it does: tried with
 * the node image's nft, in a network namespace that lasts no longer. The kernel loads its modules by itself.
 */
export async function findHostNat(
  image: string,
): Promise<{ readonly there: boolean; readonly reason: string }> {
  const { execa } = await import("execa");
  const { failed, all } = await execa("unshare", ["--net", "chroot", image, "nft", "--file", "-"], {
    env: { PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin`, LC_ALL: "C" },
    input: TRIAL,
    reject: false,
    all: true,
    timeout: 10_000,
  });
  if (!failed) return { there: true, reason: "nft takes source NAT" };
  return { there: false, reason: `nft takes no source NAT: ${all?.trim().split("\n")[0] ?? "no unshare"}` };
}

const TRIAL = `table ip trial {
    chain source {
        type nat hook postrouting priority srcnat;
        tcp dport 80 snat to 192.0.2.1:1024-32767 fully-random
    }
}
table netdev trial {
    chain wire {
        type filter hook ingress device "lo" priority filter;
        meta pkttype set host
        dup to "lo"
        fwd to "lo"
    }
}
`;
