import { xml } from "../../../stacks/emit/xml.ts";
import { plainText } from "../../terminal/plain-text.ts";

/** Any text of a report as content or attribute of a page: nothing in it is markup, and it shows what it holds. */
export function told(text: string): string {
  return xml(plainText(text));
}
