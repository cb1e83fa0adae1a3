const SCHEMES = ["http", "https"] as const;

/**
 * The proxies of this machine's apt, as variables for the environment of another apt: `http_proxy`, `https_proxy`.
 * Empty where apt has none, or is not there; those of this process's own environment are not among them.
 */
export async function packageProxies(): Promise<Record<string, string>> {
  const { execa } = await import("execa");
  const wanted = SCHEMES.flatMap((scheme) => [scheme, `Acquire::${scheme}::Proxy`]);
  const { stdout, failed } = await execa("apt-config", ["shell", ...wanted], {
    reject: false,
    timeout: 20_000,
  });
  return failed ? {} : parseProxies(stdout);
}

/** Reads what `apt-config shell http Acquire::http::Proxy` prints: `http='http://proxy.test:3142'`. */
export function parseProxies(text: string): Record<string, string> {
  const settings = [...text.matchAll(/^(https?)='(\S+)'$/gm)];
  // apt's word for no proxy.
  const proxies = settings.filter(([, , proxy]) => proxy?.toUpperCase() !== "DIRECT");
  return Object.fromEntries(proxies.map(([, scheme = "", proxy = ""]) => [`${scheme}_proxy`, proxy]));
}
