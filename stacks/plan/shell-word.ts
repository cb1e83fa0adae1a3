/** One word of a POSIX shell command, quoted where its characters would mean something to the shell. */
export function shellWord(text: string): string {
  if (text.includes("\0")) throw new Error("a shell word cannot hold a NUL character");
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A whole command, each argument one word. */
export function shellCommand(command: readonly string[]): string {
  return command.map(shellWord).join(" ");
}
