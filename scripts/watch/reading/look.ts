/** What one look of a reader told: each question that was asked, with its text or `null` for the same as before. */
export interface Look {
  /** By the node's clock, milliseconds since the epoch. */
  readonly at: number;
  readonly texts: ReadonlyMap<string, string | null>;
}

/** An answer as it is now. */
export interface Answer {
  readonly text: string;
  /** When it was asked for last, milliseconds. */
  readonly at: number;
  /** When it was first this text. */
  readonly changedAt: number;
  /** The text that it was before; null where this is the first. */
  readonly before: Earlier | null;
}

/** An answer as it was, and up to two before it. */
export interface Earlier extends Pick<Answer, "text" | "at" | "changedAt"> {
  readonly before: Earlier | null;
}

/** What a node has told up to now, by question. */
export type Told = ReadonlyMap<string, Answer>;

/** Takes a reader's output apart; gives the looks that are whole by now. */
export function lookParser(): (chunk: string) => Look[] {
  let rest = "";
  let texts = new Map<string, string | null>();
  return (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    const looks: Look[] = [];
    for (const line of lines) {
      const end = line.indexOf("\x1f");
      if (end === 0) {
        looks.push({ at: Number(line.slice(1)) * 1000, texts });
        texts = new Map();
      } else if (end === -1) texts.set(line, null);
      else texts.set(line.slice(0, end), line.slice(end + 1).replaceAll("\x1e", "\n"));
    }
    return looks;
  };
}

/** What is known after a look. */
export function withLook(told: Told, { at, texts }: Look): Told {
  const next = new Map(told);
  for (const [name, text] of texts) {
    const known = told.get(name);
    if (text !== null && text !== known?.text)
      next.set(name, {
        text,
        at,
        changedAt: at,
        before: known === undefined ? null : shortened(known, KEPT),
      });
    else if (known !== undefined) next.set(name, { ...known, at });
  }
  return next;
}

const KEPT = 3;

function shortened({ text, at, changedAt, before }: Earlier, kept: number): Earlier | null {
  return kept === 0 ? null : { text, at, changedAt, before: before && shortened(before, kept - 1) };
}
