import { type Packet, type PacketOpt, RECURSION_DESIRED } from "dns-packet";
import type { DnsQuestion } from "./job.ts";

export interface Query {
  readonly id: number;
  readonly name: string;
  readonly type: DnsQuestion["type"];
  /** The clients that the answer is for, as in 198.18.0.0/24 (EDNS Client Subnet, RFC 7871). */
  readonly subnet?: string;
  /** Whether who answers is asked to say who it is (RFC 5001). */
  readonly asksWho: boolean;
}

/** A query as a resolver's client sends it. */
export function queryPacket({ id, name, type, subnet, asksWho }: Query): Packet & { readonly id: number } {
  const [ip = "", length = "0"] = subnet?.split("/") ?? [];
  const options = [
    ...(asksWho ? [{ code: "NSID", data: Buffer.alloc(0) }] : []),
    ...(subnet === undefined
      ? []
      : [{ code: "CLIENT_SUBNET", ip, family: 1, sourcePrefixLength: Number(length) }]),
  ] as unknown as PacketOpt[];
  return {
    type: "query",
    id,
    flags: RECURSION_DESIRED,
    questions: [{ type, name, class: "IN" }],
    additionals: [
      {
        type: "OPT",
        name: ".",
        udpPayloadSize: 1232,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options,
      },
    ],
  };
}
