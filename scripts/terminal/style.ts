import { styleText } from "node:util";

type Format = Exclude<Parameters<typeof styleText>[0], readonly unknown[]>;

/** Colours text for one stream: plain where that is no terminal or NO_COLOR is set. */
export type Style = (format: Format | readonly Format[], text: string) => string;

export function styleFor(stream: NodeJS.WriteStream): Style {
  // One format at a time: Node 20 asks the stream only then.
  return (formats, text) =>
    [formats].flat().reduce((styled, format) => styleText(format, styled, { stream }), text);
}

export const plainStyle: Style = (_format, text) => text;
