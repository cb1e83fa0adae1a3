import type { Path } from "../source.ts";
import type { Role } from "./role.ts";

/** One place that names something else of the lab. */
export interface Mention {
  /**
   * `asked`: a service, a tier that clients ask without one, or a name of the DNS. `answer`: what such a name may stand
   * for, a service or a tier.
   */
  readonly kind: "segment" | "tier" | "service" | "node" | "asked" | "answer";
  readonly name: string;
  /** From the place on of what mentions it. */
  readonly path: Path;
  /** The roles that the named tier or node must have one of; empty where any will do. */
  readonly roles: readonly Role[];
  /** Whether the key is the name. */
  readonly on: "key" | "value";
}

export function mention(
  kind: Mention["kind"],
  name: string,
  path: Path,
  roles: readonly Role[] = [],
  on: Mention["on"] = "value",
): Mention {
  return { kind, name, path, roles, on };
}
