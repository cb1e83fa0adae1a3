/** The command that runs `words` as the first process of namespaces of its own: with its end everything in them ends. */
export function inThrowAwayNamespaces(words: readonly string[]): string[] {
  const namespaces = ["--pid", "--mount", "--net", "--ipc", "--uts"];
  return ["unshare", "--fork", "--kill-child=KILL", "--mount-proc", ...namespaces, "--", ...words];
}
