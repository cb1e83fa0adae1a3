import { type Mention, mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";

/** What acts on a real server's place in its service have in common. */
export function pooled<A extends string, F extends { readonly [K in A]: string } & { readonly of: string }>(
  act: A,
) {
  return {
    about: (fault: F): string => fault[act],
    parts: ({ of }: F): string[] => [`weight in ${of}`],
    inWords: (fault: F): string => `${act} ${fault[act]}`,
    *mentions(fault: F): Generator<Mention> {
      yield mention("node", fault[act], [act], SERVER_ROLES);
      yield mention("service", fault.of, ["of"]);
    },
  };
}
