/** What both commands of a pipe are run with. */
export interface PipedOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

type Words = readonly [file: string, ...args: string[]];

/**
 * Runs two commands, the second fed by what the first one writes; resolves to why they failed, empty where both did what
 * they should. When the second ends early the first one is told so, and ends as well. The second never gets the first
 * one's descriptor itself: this process may have read some of it already.
 */
export async function piped(from: Words, into: Words, { env, signal }: PipedOptions): Promise<string[]> {
  const { execa } = await import("execa");
  const common = { env, cancelSignal: signal, killSignal: "SIGKILL", reject: false } as const;
  const [source, ...sourceArguments] = from;
  const [sink, ...sinkArguments] = into;
  const first = execa(source, sourceArguments, { ...common, stdin: "ignore", buffer: { stdout: false } });
  const last = await first.pipe(sink, sinkArguments, common);
  signal.throwIfAborted();
  const told = (result: typeof last | Awaited<typeof first>) =>
    result.failed ? [String(result.stderr).trim() || (result.shortMessage ?? "")] : [];
  // Where the second failed, the first one could but fail.
  return last.failed ? told(last) : told(await first);
}
