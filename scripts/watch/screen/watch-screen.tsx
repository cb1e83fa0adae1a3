import { Box, Text, useInput } from "ink";
import { memo, useSyncExternalStore } from "react";
import { isSameLine, type Line, type Tone } from "./line.ts";
import type { Key } from "./press.ts";
import type { Screen } from "./screen.ts";

/** What a watch's screen shows, and whom its keys are for. */
export interface ScreenSource {
  /** The same object until something is changed. */
  screen(): Screen;
  subscribe(listener: () => void): () => void;
  press(key: Key): void;
  interrupt(): void;
  /** Whether tones may be told by colour. */
  readonly colours: boolean;
}

/** The whole screen of a watch, drawn anew where its source says that something is changed. */
export function WatchScreen({ source }: { readonly source: ScreenSource }) {
  const { head, columns, foot } = useSyncExternalStore(source.subscribe, source.screen);
  useInput((input, key) => {
    if (key.ctrl && input === "c") return source.interrupt();
    if (key.upArrow) return source.press("up");
    if (key.downArrow) return source.press("down");
    if (key.leftArrow) return source.press("left");
    if (key.rightArrow) return source.press("right");
    if (key.escape) return source.press("escape");
    if (key.ctrl || key.meta) return;
    // Keys that were pressed quickly come together.
    for (const letter of input) source.press(letter);
  });
  return (
    <Box flexDirection="column">
      <Lines lines={head} colours={source.colours} />
      <Box>
        {columns.map(({ width, lines }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
          <Box key={at} width={width} flexDirection="column">
            <Lines lines={lines} colours={source.colours} />
          </Box>
        ))}
      </Box>
      <Lines lines={foot} colours={source.colours} />
    </Box>
  );
}

function Lines({ lines, colours }: { readonly lines: readonly Line[]; readonly colours: boolean }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
  return lines.map((line, at) => <Row key={at} line={line} colours={colours} />);
}

interface RowProps {
  readonly line: Line;
  readonly colours: boolean;
}

/** Most lines are the same in the next frame. */
const Row = memo(
  ({ line, colours }: RowProps) => (
    <Text wrap="truncate-end">
      {line.length === 0 ? " " : ""}
      {line.map(({ text, tone }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece is known by its place
        <Text key={place} {...(colours ? LOOKS[tone] : PLAIN_LOOKS[tone])}>
          {text}
        </Text>
      ))}
    </Text>
  ),
  (before, now) => before.colours === now.colours && isSameLine(before.line, now.line),
);

interface Look {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

const LOOKS: Readonly<Record<Tone, Look>> = {
  plain: {},
  good: { color: "green" },
  bad: { color: "red", bold: true },
  warn: { color: "yellow" },
  dim: { dimColor: true },
  title: { bold: true },
  chosen: { inverse: true },
  key: { color: "cyan", bold: true },
};

/** Where nobody wants colours what is chosen must still be seen. */
const PLAIN_LOOKS: Readonly<Record<Tone, Look>> = {
  plain: {},
  good: {},
  bad: { bold: true },
  warn: {},
  dim: {},
  title: { bold: true },
  chosen: { inverse: true },
  key: { bold: true },
};
