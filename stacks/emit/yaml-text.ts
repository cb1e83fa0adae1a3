import { Document, isScalar, isSeq, visit } from "yaml";

/** Data as YAML that older readers take for the same, no line of it folded; lists of words below these keys stand in one line. */
export function yamlText(data: object, inOneLine: readonly string[] = []): string {
  const document = new Document(data, {
    aliasDuplicateObjects: false,
    // Of 1.1, where `no` is no text.
    compat: "yaml-1.1",
  });
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isSeq(value) && inOneLine.includes(String(key))) value.flow = value.items.every(isWord);
    },
    Scalar: (_, scalar) => {
      if (typeof scalar.value === "string" && BLANK_LINE.test(scalar.value)) scalar.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({
    lineWidth: 0,
    flowCollectionPadding: false,
    doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
  });
}

/** What needs care there is left to lists of a line an item. */
function isWord(item: unknown): boolean {
  return isScalar(item) && /^[\w./|:-]+$/.test(String(item.value));
}

/** A block of lines tells its indentation by its first one, and loses the blanks of a line that has nothing else. */
const BLANK_LINE = /^\s|(^|\n)[ \t]+(\n|$)/;
