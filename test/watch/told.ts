import type { NodeReading } from "../../scripts/watch/model/node-view.ts";
import { type Told, withLook } from "../../scripts/watch/reading/look.ts";

/** What a node has told after looks of these texts, one second after the other. */
export function toldBy(...looks: readonly Readonly<Record<string, string>>[]): Told {
  return looks.reduce<Told>(
    (told, texts, second) => withLook(told, { at: second * 1_000, texts: new Map(Object.entries(texts)) }),
    new Map(),
  );
}

/** A node that lives, and told this. */
export function upWith(...looks: readonly Readonly<Record<string, string>>[]): NodeReading {
  return { health: "up", told: toldBy(...looks) };
}

/** A /proc/net/dev text with packets received and sent by interface. */
export function devText(
  packets: Readonly<Record<string, readonly [received: number, sent: number]>>,
): string {
  const rows = Object.entries(packets).map(
    ([name, [received, sent]]) => `  ${name}: 9 ${received} 0 0 0 0 0 0 9 ${sent} 0 0 0 0 0 0`,
  );
  return ["Inter-|   Receive", " face |bytes    packets", ...rows, ""].join("\n");
}
