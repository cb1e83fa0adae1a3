/** An IPv4 address as people write it, of the hexadecimal number in files of /proc/net that have it in network order. */
export function procAddress(digits: string): string {
  return (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join(".");
}
