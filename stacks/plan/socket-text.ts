import { familyOf } from "./prefix.ts";

/** An address and a port as URLs and ipvsadm have them: `10.0.0.1:80`, `[fd00::1]:80` (RFC 3986, 3.2.2). */
export function socketText(address: string, port: number): string {
  return familyOf(address) === "ipv6" ? `[${address}]:${port}` : `${address}:${port}`;
}
