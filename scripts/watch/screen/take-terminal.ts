import { spawnSync } from "node:child_process";

/**
 * Makes this process's group the terminal's foreground one again. A shell takes that for itself, and one in a PID
 * namespace of its own cannot give it back: it does not know the group that had it. Node.js has no tcsetpgrp(3).
 */
export function takeTerminal(): void {
  const give = '$SIG{TTOU} = "IGNORE"; POSIX::tcsetpgrp(0, getpgrp) or die "$!\\n"';
  spawnSync("perl", ["-MPOSIX", "-e", give], { stdio: ["inherit", "ignore", "ignore"] });
}
