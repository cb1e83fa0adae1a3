/** Looks for IP in IP (RFC 2003) in the host's kernel, by making such a device in a network namespace that lasts no longer. */
export async function findHostIpip(): Promise<{ readonly there: boolean; readonly reason: string }> {
  const { execa } = await import("execa");
  // The name is the kernel's own: where it has the device already, making one more of it says `File exists`.
  const { failed, stderr } = await execa("unshare", ["--net", "ip", "link", "add", "tunl0", "type", "ipip"], {
    env: { PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin`, LC_ALL: "C" },
    reject: false,
    timeout: 10_000,
  });
  if (!failed || stderr.includes("File exists"))
    return { there: true, reason: "the kernel makes IPIP devices" };
  return { there: false, reason: `the kernel makes no IPIP device: ${stderr.trim()}` };
}
