/** What HAProxy calls the schedulers of IPVS that it has too (its configuration manual, `balance`). */
export const BALANCE: Readonly<Record<string, string>> = {
  rr: "roundrobin",
  wrr: "roundrobin",
  lc: "leastconn",
  wlc: "leastconn",
  sh: "source",
};

/** The greatest weight of a server (HAProxy's configuration manual, `weight`). */
export const MAX_PROXY_WEIGHT = 256;
