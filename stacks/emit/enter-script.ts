import type { NodeKernel } from "../guest/kernel-sides.ts";
import { MANAGEMENT } from "../guest/uml.ts";
import { INSTRUCTIONS } from "../plan/boot-script.ts";

/** Runs its arguments as a command where the node's network lives: here, or in the guest, by one connection that is kept. */
export function enterScript(kernel: NodeKernel): string {
  if (kernel === "host") return '#!/bin/sh\nexec "$@"\n';
  return `#!/bin/sh
words=
for word in "$@"; do
  words="$words '$(printf %s "$word" | sed "s/'/'\\\\\\\\''/g")'"
done
[ -t 0 ] && terminal=-tt || terminal=-T
exec ssh $terminal ${GUEST_CLIENT.join(" ")} -- "$words"
`;
}

/** The words of ssh(1) that lead into a node's guest. */
export const GUEST_CLIENT = [
  ...["-F", "none", "-i", `${INSTRUCTIONS}/key`, "-o", "BatchMode=yes"],
  ...["-o", "ControlPath=/run/guest-connection", "-o", "ControlMaster=auto", "-o", "ControlPersist=yes"],
  // The guest has no other way in than a pair of interfaces of its own node.
  ...["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"],
  ...["-o", "ConnectTimeout=5", "-o", "GSSAPIAuthentication=no", "-o", "AddressFamily=inet"],
  `root@${MANAGEMENT.guestAddress}`,
] as const;
