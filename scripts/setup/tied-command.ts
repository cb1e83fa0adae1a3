/**
 * A command whose whole process tree dies with this process, however that ends: a killed set-up must not leave a build
 * behind that writes into a folder which the next one clears away. Its mounts go with it.
 */
export function tiedCommand(command: readonly string[]): [string, ...string[]] {
  return [
    ...(["setpriv", "--pdeathsig", "KILL"] as const),
    ...["unshare", "--fork", "--pid", "--mount-proc", "--kill-child=KILL"],
    ...command,
  ];
}
