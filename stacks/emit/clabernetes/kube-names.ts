import { CannotExpress, type EmitInput } from "../emitter.ts";

/** What the nodes and segments of a lab are called in Kubernetes; its services are DNS labels (RFC 1123), without dots. */
export interface KubeNames {
  node(name: string): string;
  /** The Linux node that is a segment's bridge. */
  segment(name: string): string;
}

/** The names of a plan. Throws CannotExpress where two would be one, or the prefix is none of Kubernetes. */
export function kubeNames({ plan, prefix }: Pick<EmitInput, "plan" | "prefix">): KubeNames {
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(prefix)) {
    const help = "lower case letters, digits and hyphens: --prefix shop";
    throw new CannotExpress(`Kubernetes takes no name that begins with ${prefix}`, ["lab"], help);
  }
  const takers = new Map<string, string>();
  const named = (what: string, name: string, at: readonly string[]): string => {
    const label = name.replaceAll(".", "-");
    const taker = takers.get(label);
    if (taker !== undefined) {
      const message = `${what} would be called ${label} in Kubernetes, as ${taker} is`;
      throw new CannotExpress(message, at, "give one of them another name");
    }
    takers.set(label, what);
    return label;
  };
  const nodes = new Map(
    plan.nodes.map(({ name, tier }) => [name, named(`node ${name}`, name, ["tiers", tier])]),
  );
  const segments = new Map(
    plan.segments.map(({ name }) => [name, named(`segment ${name}`, `br-${name}`, ["segments", name])]),
  );
  return { node: (name) => known(nodes, name), segment: (name) => known(segments, name) };
}

function known(names: ReadonlyMap<string, string>, name: string): string {
  const found = names.get(name);
  if (found === undefined) throw new Error(`no ${name} in this plan`);
  return found;
}
