/** The colours of a drawing by its mode; text on its ground has a contrast of 4.5 to 1 or more (WCAG AA). */
const COLOURS = {
  light: {
    ground: "#ffffff",
    ink: "#1f2328",
    soft: "#57606a",
    card: "#f6f8fa",
    edge: "#8c959f",
    frame: "#fbfcfd",
    rail: "#e3e9f1",
    "rail-edge": "#9aa7b8",
    cable: "#aeb8c4",
    request: "#0a58ca",
    reply: "#b34700",
    vip: "#6f2dbd",
    "on-vip": "#ffffff",
    running: "#1a7f37",
    dead: "#c01c28",
    out: "#8a5a00",
    master: "#0a58ca",
    cell: "#dfe5ec",
    "cell-running": "#c9ecd2",
    "cell-dead": "#f9c9cc",
    "cell-out": "#fbe3ae",
    "cell-master": "#c8dcfb",
  },
  dark: {
    ground: "#0d1117",
    ink: "#e6edf3",
    soft: "#9da7b3",
    card: "#161b22",
    edge: "#545d68",
    frame: "#11161d",
    rail: "#232b36",
    "rail-edge": "#4a5563",
    cable: "#4d5866",
    request: "#6cb6ff",
    reply: "#f5a45d",
    vip: "#cda8ff",
    "on-vip": "#1b0a33",
    running: "#4ac26b",
    dead: "#ff7b72",
    out: "#e3b341",
    master: "#6cb6ff",
    cell: "#2b333e",
    "cell-running": "#14432a",
    "cell-dead": "#6b1f24",
    "cell-out": "#563f0b",
    "cell-master": "#173a66",
  },
} as const;

type Colour = keyof (typeof COLOURS)["light"];

/** The style of a drawing. Names begin with `tg-`, so that it may stand inside a page. */
export const SVG_STYLE = [
  `.tg{${variables("light")}}`,
  `@media(prefers-color-scheme:dark){.tg{${variables("dark")}}}`,
  ".tg text{font-family:ui-sans-serif,system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:var(--tg-ink)}",
  ".tg .tg-mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace}",
  ".tg .tg-soft{fill:var(--tg-soft)}.tg .tg-bold{font-weight:600}",
  ".tg-ground{fill:var(--tg-ground)}",
  ".tg-frame{fill:var(--tg-frame);stroke:var(--tg-edge);stroke-dasharray:5 4}",
  ".tg-card{fill:var(--tg-card);stroke:var(--tg-edge)}",
  ".tg-cable{fill:var(--tg-cable)}",
  ".tg-rail{fill:var(--tg-rail);stroke:var(--tg-rail-edge)}",
  ".tg-label{fill:var(--tg-ground)}",
  ".tg-bridge{stroke:var(--tg-rail);stroke-width:7}",
  ".tg-way{fill:none;stroke-width:2.2}",
  ".tg-request{stroke:var(--tg-request)}.tg-reply{stroke:var(--tg-reply)}",
  ".tg-head-request{fill:var(--tg-request)}.tg-head-reply{fill:var(--tg-reply)}",
  ".tg-vip{fill:var(--tg-vip)}.tg .tg-on-vip{fill:var(--tg-on-vip)}",
  ".tg-loopback{fill:none;stroke:var(--tg-vip)}.tg .tg-on-loopback{fill:var(--tg-vip)}",
  ".tg-cell{fill:var(--tg-cell)}",
  ...(["running", "dead", "out", "master"] as const).map(
    (is) => `.tg-cell-${is}{fill:var(--tg-cell-${is})}.tg .tg-is-${is}{fill:var(--tg-${is})}`,
  ),
  ".tg-dimmed .tg-w{opacity:.12}.tg-dimmed .tg-w.tg-on{opacity:1}",
].join("\n");

function variables(mode: keyof typeof COLOURS): string {
  return Object.entries(COLOURS[mode])
    .map(([name, value]) => `--tg-${name}:${value}`)
    .join(";");
}

/** For formats that know no modes. */
export function lightColour(name: Colour): string {
  return COLOURS.light[name];
}

/** The colours of both modes, for a test of their contrast. */
export const PALETTE: Readonly<Record<"light" | "dark", Readonly<Record<Colour, string>>>> = COLOURS;
