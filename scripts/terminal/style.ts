import { styleText } from "node:util";

type Colour = Parameters<typeof styleText>[0];

/** Colours text for one stream: plain where that is no terminal or NO_COLOR is set. */
export interface Style {
  (colour: Colour, text: string): string;
}

export function styleFor(stream: NodeJS.WriteStream): Style {
  return (colour, text) => styleText(colour, text, { stream });
}

export const plainStyle: Style = (_colour, text) => text;
