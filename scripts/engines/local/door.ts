import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { shellCommand } from "../../../stacks/plan/shell-word.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { insideNode, labPath, startTimeOf } from "./anchor.ts";
import { INSTRUCTIONS } from "./node-folder.ts";
import { capabilitiesOf, NODE_ENVIRONMENT } from "./oci-config.ts";
import type { LabRecord } from "./record.ts";
import { MANAGEMENT } from "./uml.ts";

/** The way into a node: the words to put before a command, and the environment to start them with. */
export interface Door {
  words(command: readonly string[], terminal: boolean): string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The way to where a node's network lives, or into its outer namespaces. */
export function doorOf(record: LabRecord, node: string, where: "network" | "outer"): Door {
  const planned = plannedNode(record, node);
  const pid = liveInit(record, node);
  const kernel = record.nodeKernels[node] ?? "host";
  const environment = { ...NODE_ENVIRONMENT, HOME: "/root", TERM: process.env.TERM ?? "dumb" };
  const outer = (command: readonly string[]) =>
    insideNode(record.anchor, pid, [...asNode(capabilitiesOf(planned, kernel)), ...command]);
  if (kernel === "host" || where === "outer") return { words: outer, environment };
  return {
    words: (command, terminal) => outer([...guestClient(terminal), "--", shellCommand(command)]),
    environment,
  };
}

/** The way for the engine's own changes, with all of root's power over the node's files: a folder may belong to a daemon. */
export function masterDoor(record: LabRecord, node: string, where: "network" | "outer" = "network"): Door {
  if (record.nodeKernels[node] === "uml" && where === "network") return doorOf(record, node, "network");
  const pid = liveInit(record, node);
  return { words: (command) => insideNode(record.anchor, pid, command), environment: NODE_ENVIRONMENT };
}

/** The words that bring up the one connection to a guest that all later commands share; they end once it stands. */
export function guestConnection(record: LabRecord, node: string): string[] {
  const pid = liveInit(record, node);
  const capabilities = capabilitiesOf(plannedNode(record, node), "uml");
  const client = ["ssh", ...CLIENT, "-M", "-f", "-N", "-n", "-E", "/run/guest-connection.log", GUEST];
  // No parent-death signal: the connection outlives this process, and dies with the node.
  return insideNode(record.anchor, pid, [...withCapabilities(capabilities), ...client]);
}

export function plannedNode(record: LabRecord, node: string): PlannedNode {
  const planned = record.plan.nodes.find(({ name }) => name === node);
  if (planned === undefined) {
    const known = record.plan.nodes.map(({ name }) => name).join(", ");
    throw new ToldError(`lab ${record.name} has no node ${node}`, {
      exitCode: EXIT.wrongInput,
      help: `its nodes: ${known}`,
    });
  }
  return planned;
}

/** The number of the node's init as the lab counts; refuses a node that has died. */
export function liveInit(record: LabRecord, node: string): number {
  if (!nodeLives(record, node)) {
    throw new ToldError(`node ${node} of lab ${record.name} is not running`, {
      exitCode: EXIT.cannotRunHere,
      help: `\`tierlab up ${record.name} --repair\` starts it again`,
    });
  }
  return record.inits[node]?.pid ?? 0;
}

export function nodeLives(record: LabRecord, node: string): boolean {
  const init = record.inits[node];
  return init !== undefined && startTimeOf(init.pid, labPath(record.anchor, "/proc")) === init.startTime;
}

/** What runs in a node has the node's capabilities, no more, and dies with the process that asked for it. */
function asNode(capabilities: readonly string[]): string[] {
  return [...withCapabilities(capabilities, ["--pdeathsig", "KILL"])];
}

function withCapabilities(capabilities: readonly string[], more: readonly string[] = []): string[] {
  const kept = capabilities.map((name) => `+${name.replace(/^CAP_/, "").toLowerCase()}`);
  return [
    "setpriv",
    ...more,
    "--no-new-privs",
    "--inh-caps=-all",
    `--bounding-set=-all,${kept.join(",")}`,
    "--",
  ];
}

const CONTROL = "/run/guest-connection";
const GUEST = `root@${MANAGEMENT.guestAddress}`;
const CLIENT = [
  ...["-F", "none", "-S", CONTROL, "-i", `${INSTRUCTIONS}/key`, "-o", "BatchMode=yes"],
  // The guest has no other way in than a pair of interfaces of its own node.
  ...["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"],
  ...["-o", "ConnectTimeout=5", "-o", "GSSAPIAuthentication=no", "-o", "AddressFamily=inet"],
];

function guestClient(terminal: boolean): string[] {
  return ["ssh", ...CLIENT, terminal ? "-tt" : "-T", GUEST];
}
