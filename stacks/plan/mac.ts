import { createHash } from "node:crypto";
import type { Member } from "./member.ts";

/**
 * The MAC of every interface: unicast, locally administered (IEEE 802-2014, 8.4), the same for the same lab, node
 * and segment whatever else the lab holds, and no two equal in a lab.
 */
export function assignMacs(lab: string, members: readonly Member[]): Map<string, readonly string[]> {
  const taken = new Set<string>();
  return new Map(
    members.map((member) => [
      member.name,
      member.segments.map((segment) => freeMac(`${lab}/${member.name}/${segment}`, taken)),
    ]),
  );
}

function freeMac(seed: string, taken: Set<string>): string {
  for (let attempt = 0; ; attempt += 1) {
    const mac = macFrom(attempt === 0 ? seed : `${seed}/${attempt}`);
    if (taken.has(mac)) continue;
    taken.add(mac);
    return mac;
  }
}

function macFrom(seed: string): string {
  const bytes = createHash("sha256").update(seed).digest().subarray(0, 6);
  bytes.writeUInt8((bytes.readUInt8(0) & 0b1111_1100) | 0b10, 0);
  return bytes.toString("hex").replace(/..(?!$)/g, "$&:");
}
