/** Bytes before each piece of a container's log: its stream, three of nothing, its length (Docker Engine API, "Stream format"). */
const HEAD = 8;

/** The text of a container's log as the daemon sends it, of both streams, without control characters; one with a terminal has no heads. */
export function logText(log: Buffer, hasTerminal: boolean): string {
  const said = hasTerminal ? log : Buffer.concat(piecesOf(log));
  return [...said.toString()].filter((sign) => sign >= " " || sign === "\n").join("");
}

function piecesOf(log: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at + HEAD <= log.length; ) {
    const end = at + HEAD + log.readUInt32BE(at + 4);
    pieces.push(log.subarray(at + HEAD, end));
    at = end;
  }
  return pieces;
}
