import type { IpvsTable, Protocol } from "../../../stacks/plan/plan.ts";
import { socketText } from "../../../stacks/plan/socket-text.ts";

/**
 * The flags and the persistence of a virtual service in the output of `ipvsadm -Sn`, as in
 * `-A -t 10.0.0.1:80 -s mh -p 60 -M 255.255.255.0 -b mh-fallback,mh-port`; null where it has none such.
 */
export function savedSettings(
  saved: string,
  { protocol, vip, port }: { readonly protocol: Protocol; readonly vip: string; readonly port: number },
): Pick<IpvsTable, "flags" | "persistence"> | null {
  const words = saved
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .find(
      ([act, kind, socket]) => act === "-A" && kind === KIND[protocol] && socket === socketText(vip, port),
    );
  if (words === undefined) return null;
  const after = (option: string) => (words.includes(option) ? words[words.indexOf(option) + 1] : undefined);
  const seconds = after("-p");
  return {
    flags: (after("-b") ?? "")
      .split(",")
      .filter((flag) => flag !== "")
      .sort(),
    persistence: seconds === undefined ? null : { seconds: Number(seconds), mask: after("-M") ?? null },
  };
}

const KIND: Readonly<Record<Protocol, string>> = { tcp: "-t", udp: "-u" };
