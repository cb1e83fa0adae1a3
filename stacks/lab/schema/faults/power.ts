import { type Mention, mention } from "../mention.ts";

interface Powered {
  readonly daemon?: string | undefined;
}

/** What acts on a node's power, or on that of one of its daemons, have in common. */
export function powered<A extends string, F extends Powered & { readonly [K in A]: string }>(act: A) {
  return {
    about: (fault: F): string => fault[act],
    parts: ({ daemon }: F): string[] => [daemon === undefined ? "power" : `daemon ${daemon}`],
    daemon: ({ daemon }: F): string | undefined => daemon,
    inWords: (fault: F): string =>
      fault.daemon === undefined ? `${act} ${fault[act]}` : `${act} ${fault.daemon} of ${fault[act]}`,
    *mentions(fault: F): Generator<Mention> {
      yield mention("node", fault[act], [act]);
    },
  };
}
