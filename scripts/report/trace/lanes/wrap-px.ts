import { textWidth } from "../../../../stacks/emit/graph/text-width.ts";

/** Text in lines that are no wider than so many pixels, broken between words, or within one that is wider itself. */
export function wrapPx(
  text: string,
  widthPx: number,
  size: number,
  font: "plain" | "bold" | "mono",
): string[] {
  const lines: string[] = [];
  let line = "";
  const fits = (words: string) => textWidth(words, size, font) <= widthPx;
  for (let word of text.split(" ")) {
    const more = line === "" ? word : `${line} ${word}`;
    if (fits(more)) {
      line = more;
      continue;
    }
    if (line !== "") lines.push(line);
    while (!fits(word)) {
      let length = word.length;
      while (length > 1 && !fits(word.slice(0, length))) length -= 1;
      lines.push(word.slice(0, length));
      word = word.slice(length);
    }
    line = word;
  }
  return line === "" ? lines : [...lines, line];
}
