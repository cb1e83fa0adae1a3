import { xml } from "./xml.ts";

export interface HtmlPage {
  /** Plain text; it is escaped. */
  readonly title: string;
  readonly style: string;
  /** The lines of its main part, as markup. */
  readonly main: readonly string[];
  /** Without one the page may run none at all. */
  readonly script?: string;
}

/** One page that needs nothing else: it opens from a disk, and may load and send nothing. */
export function htmlPage({ title, style, main, script }: HtmlPage): string {
  const scripts = script === undefined ? "" : "; script-src 'unsafe-inline'";
  return `${[
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${scripts}">`,
    `<title>${xml(title)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    "<main>",
    ...main,
    "</main>",
    ...(script === undefined ? [] : [`<script>${script}</script>`]),
    "</body>",
    "</html>",
  ].join("\n")}\n`;
}
