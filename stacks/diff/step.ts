import type { PlannedInterface, PlannedRoute, PlannedSegment } from "../plan/plan.ts";

/**
 * One act that brings a running lab nearer to a wanted plan. A list of steps is ordered: what is to go goes first,
 * then segments and nodes come, then what stays is changed in place, and daemons are told last.
 */
export type Step =
  | { readonly do: "remove-node"; readonly node: string; readonly why: string }
  | { readonly do: "remove-segment"; readonly segment: string }
  | { readonly do: "add-segment"; readonly segment: PlannedSegment }
  /** The node is made from the wanted plan, links and all. */
  | { readonly do: "create-node"; readonly node: string; readonly why: string }
  | { readonly do: "set-sysctl"; readonly node: string; readonly key: string; readonly value: string }
  /** What somebody took down is up again; routes over it are gone then, and IPv6 addresses. */
  | { readonly do: "raise-interface"; readonly node: string; readonly dev: PlannedInterface["name"] | "lo" }
  | {
      readonly do: "add-address" | "remove-address";
      readonly node: string;
      readonly dev: PlannedInterface["name"] | "lo";
      readonly address: string;
    }
  | { readonly do: "add-route" | "remove-route"; readonly node: string; readonly route: PlannedRoute }
  | {
      readonly do: "write-file";
      readonly node: string;
      readonly path: string;
      readonly mode: string;
      readonly content: string;
    }
  | { readonly do: "remove-file"; readonly node: string; readonly path: string }
  | { readonly do: "reload-daemon" | "restart-daemon"; readonly node: string; readonly daemon: string };

/** What the kernel and the file system of one running node say, in the plan's own terms. */
export interface NodeState {
  readonly node: string;
  /** Address CIDRs by interface name, `lo` too, link-local and 127.0.0.1 left out. */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  /** Those of lo and the plan's interfaces that are down. */
  readonly down: readonly string[];
  readonly routes: readonly PlannedRoute[];
  /** The values of those sysctls that the plan names. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** The content of those files that the plan names; null where there is none. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Daemons that run. */
  readonly daemons: readonly string[];
}
