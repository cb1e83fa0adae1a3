import type { Tier } from "../lab/schema/tier.ts";
import type { BgpSpeaker } from "../plan/bgp.ts";
import type {
  PlannedInterface,
  PlannedName,
  PlannedNode,
  PlannedRoute,
  PlannedServer,
  PlannedService,
} from "../plan/plan.ts";
import type { Render } from "./templates.ts";

type SpecOf<R extends Tier["role"]> = Extract<Tier, { role: R }>;

/** A tier that requests are passed on to. */
export interface Pool {
  readonly tier: string;
  readonly servers: readonly Pick<PlannedServer, "node" | "address" | "port">[];
}

/** What a role knows of the node it equips. */
export interface RoleContext<R extends Tier["role"] = Tier["role"]> {
  readonly name: string;
  readonly spec: SpecOf<R>;
  readonly interfaces: readonly PlannedInterface[];
  /** Whether it has an address of each family. */
  readonly dualStack: boolean;
  /** Every route the node needs, whoever installs it. */
  readonly routes: readonly PlannedRoute[];
  /** The services that a director serves. */
  readonly directs: readonly PlannedService[];
  /** What a node that speaks BGP says, and to whom. */
  readonly bgp: BgpSpeaker | undefined;
  /** The service that an edge cache fetches from. */
  readonly origin: PlannedService | undefined;
  /** The services that a guard stands in front of. */
  readonly protects: readonly PlannedService[];
  /** The names that a name server answers for; a resolver knows those of the whole lab. */
  readonly names: readonly PlannedName[];
  /** The address of the resolver that a client asks. */
  readonly resolver: string | undefined;
  /** The ports that services reach a web server on. */
  readonly servicePorts: readonly number[];
  /** The tiers that a web server passes requests on to, with their nodes; the first is where requests go by default. */
  readonly pools: readonly Pool[];
  /** Whether another tier passes requests on to this one. */
  readonly isUpstream: boolean;
  /** Whether the node keeps quiet by ARP about what lo holds. */
  readonly quietAboutLoopback: boolean;
  readonly render: Render;
}

/** What a role gives a node. */
export type Equipment = Pick<
  PlannedNode,
  | "routes"
  | "sysctls"
  | "files"
  | "daemons"
  | "readiness"
  | "capabilities"
  | "writable"
  | "kernelNeeds"
  | "limits"
  | "failover"
  | "sourceNat"
  | "spoofs"
  | "passesTo"
  | "fetchesFrom"
  | "refuses"
>;

/** One kind of node; one file each, collected in registry.ts. */
export interface RoleSpec<R extends Tier["role"]> {
  readonly role: R;
  /** The port it listens on where no service says one; null for what is no server. */
  readonly defaultPort: number | null;
  equip(context: RoleContext<R>): Equipment;
}
