/** One file of an archive; it belongs to root. */
export interface ArchivedFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** Octal text, as in `0644`. */
  readonly mode: string;
}

const BLOCK = 512;

/** A tar archive of these files, as POSIX.1-1988 (ustar) has it. Throws for a path of more than 99 bytes. */
export function archiveOf(files: readonly ArchivedFile[]): Buffer {
  return Buffer.concat([...files.flatMap(entry), Buffer.alloc(2 * BLOCK)]);
}

function entry({ path, text, mode }: ArchivedFile): Buffer[] {
  const content = Buffer.from(text);
  const name = path.replace(/^\/+/, "");
  if (Buffer.byteLength(name) > 99) throw new Error(`${path} is too long a path for an archive`);
  const header = Buffer.alloc(BLOCK);
  const put = (value: string, at: number) => header.write(value, at);
  put(name, 0);
  put(octal(Number.parseInt(mode, 8), 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(content.length, 11), 124);
  put(octal(0, 11), 136);
  // The sum is taken with blanks in its own place.
  put(" ".repeat(8), 148);
  put("0", 156);
  put("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\u0000 `, 148);
  return [header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}
