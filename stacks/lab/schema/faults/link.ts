import { type Mention, mention } from "../mention.ts";
import { meaning, text } from "../values.ts";

/** `web2:dmz` the interface of a node on a segment, `web2.east:dmz.east` in a site; without the segment all its interfaces. */
export const linkRef = text(
  /^(?!constructor([0-9*:]|$))[a-z]([a-z0-9-]{0,18}[a-z])?([1-9][0-9]{0,3}|\*)?(\.[a-z][a-z0-9-]{0,15})?(:(?!constructor$)[a-z][a-z0-9-]{0,30}(\.[a-z][a-z0-9-]{0,15})?)?$/,
  "a node's link, as in web2:dmz, or a node",
).meta(meaning("link"));

/** The two sides of a link as written. */
export function parseLinkRef(ref: string): { readonly node: string; readonly segment: string | null } {
  const [node = "", segment = null] = ref.split(":");
  return { node, segment };
}

/** What acts on links have in common. */
export function linked<A extends string, F extends { readonly [K in A]: string }>(act: A) {
  return {
    about: (fault: F): string => parseLinkRef(fault[act]).node,
    parts: (fault: F, on: readonly string[]): string[] => {
      const { segment } = parseLinkRef(fault[act]);
      return (segment === null ? on : [segment]).map((one) => `link ${one}`);
    },
    inWords: (fault: F): string => `${act} ${fault[act]}`,
    *mentions(fault: F): Generator<Mention> {
      const { node, segment } = parseLinkRef(fault[act]);
      yield mention("node", node, [act]);
      if (segment !== null) yield mention("segment", segment, [act]);
    },
  };
}
