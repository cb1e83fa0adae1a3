/**
 * A text as content or attribute of XML and HTML; signs that XML cannot hold are left out, and so are bidi marks, which
 * show other text than there is (UAX #9).
 */
export function xml(text: string): string {
  return text.replaceAll(LEFT_OUT, "").replaceAll(/[&<>"']/g, (sign) => ESCAPED[sign] ?? sign);
}

const LEFT_OUT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids (2.2)
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}|\p{Bidi_Control}/gu;

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
