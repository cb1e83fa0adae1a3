import type { Step } from "../../stacks/diff/step.ts";
import type { PlannedRoute } from "../../stacks/plan/plan.ts";

/** `+` comes, `~` changes, `-` goes. */
export type StepSign = "+" | "~" | "-";

/** A step on one line, as in `~ web1 sysctl net.ipv4.ip_forward = 1`. */
export function stepInWords(step: Step): string {
  return stepParts(step).join(" ");
}

/** Its sign, the node or segment that it is about, and what is done to it. */
export function stepParts(step: Step): readonly [StepSign, string, string] {
  switch (step.do) {
    case "remove-node":
      return ["-", step.node, `the node: ${step.why}`];
    case "remove-segment":
      return ["-", step.segment, "the segment"];
    case "add-segment":
      return ["+", step.segment.name, `the segment ${step.segment.prefix}`];
    case "create-node":
      return ["+", step.node, `the node: ${step.why}`];
    case "set-sysctl":
      return ["~", step.node, `sysctl ${step.key} = ${step.value}`];
    case "raise-interface":
      return ["~", step.node, `interface ${step.dev} up`];
    case "add-address":
      return ["+", step.node, `address ${step.address} on ${step.dev}`];
    case "remove-address":
      return ["-", step.node, `address ${step.address} on ${step.dev}`];
    case "add-route":
      return ["+", step.node, routeInWords(step.route)];
    case "remove-route":
      return ["-", step.node, routeInWords(step.route)];
    case "write-file":
      return ["~", step.node, `file ${step.path}`];
    case "remove-file":
      return ["-", step.node, `file ${step.path}`];
    case "reload-daemon":
      return ["~", step.node, `reload ${step.daemon}`];
    case "restart-daemon":
      return ["~", step.node, `restart ${step.daemon}`];
  }
}

function routeInWords({ to, via, mss }: PlannedRoute): string {
  return `route ${to} via ${via}${mss === undefined ? "" : ` with MSS ${mss}`}`;
}
