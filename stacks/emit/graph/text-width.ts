/**
 * How wide a text is at most, pixels: by the widths of DejaVu Sans, which is among the widest of the fonts that a
 * browser may take, so that no label is cut whatever is installed.
 */
export function textWidth(text: string, sizePx: number, font: "plain" | "bold" | "mono" = "plain"): number {
  if (font === "mono") return text.length * sizePx * 0.61;
  const ems = [...text].reduce((sum, sign) => sum + emsOf(sign), 0);
  return ems * sizePx * (font === "bold" ? 1.12 : 1);
}

function emsOf(sign: string): number {
  if ("iljI|'.,:;! ".includes(sign)) return 0.34;
  if ("frt()[]/-".includes(sign)) return 0.42;
  if ("mwMW@%→".includes(sign)) return 0.99;
  return /[A-Z]/.test(sign) ? 0.73 : 0.64;
}
