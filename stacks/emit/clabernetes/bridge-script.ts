import { shellWord } from "../../plan/shell-word.ts";
import { cableName } from "./cables.ts";

/**
 * The POSIX shell script of a Linux node that is a segment: a bridge that passes frames on and does no more, whose ports
 * are the node's cables. The management network's eth0 has no part in it.
 */
export function bridgeScript(segment: string, ports: number): string {
  return `# ${segment}: made from the plan of its lab
set -eu
ip link set eth0 down
ip link add name segment type bridge stp_state 0 mcast_snooping 0
ip link set segment up
port=0
while [ "$port" -lt ${ports} ]; do
  until [ -e "/sys/class/net/${cableName("$port")}" ]; do sleep 0.1; done
  ip link set dev "${cableName("$port")}" mtu 1500 master segment up
  port=$((port + 1))
done
echo ${shellWord(`${segment} booted`)}
exec sleep infinity
`;
}
