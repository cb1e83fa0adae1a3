import type { Plan } from "../../stacks/plan/plan.ts";

/** The addresses on the interfaces of these nodes. */
export function addressesOfNodes({ nodes }: Plan, names: readonly string[]): Set<string> {
  return new Set(
    nodes
      .filter(({ name }) => names.includes(name))
      .flatMap(({ interfaces, loopback }) => [
        ...interfaces.flatMap(({ addresses }) => addresses),
        ...loopback,
      ])
      .map((address) => address.split("/")[0] ?? ""),
  );
}
