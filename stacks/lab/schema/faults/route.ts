import { type Mention, mention } from "../mention.ts";

/** What acts on a director's announcement of a VIP have in common. */
export function routed<A extends string, F extends { readonly [K in A]: string } & { readonly by: string }>(
  act: A,
) {
  return {
    about: ({ by }: F): string => by,
    parts: (fault: F): string[] => [`route to ${fault[act]}`],
    inWords: (fault: F): string => `${act} ${fault[act]} by ${fault.by}`,
    *mentions(fault: F): Generator<Mention> {
      yield mention("service", fault[act], [act]);
      yield mention("node", fault.by, ["by"], ["director"]);
    },
  };
}
