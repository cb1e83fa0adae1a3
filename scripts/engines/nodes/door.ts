import { MANAGEMENT } from "../../../stacks/guest/uml.ts";
import { INSTRUCTIONS } from "../../../stacks/plan/boot-script.ts";
import { capabilitiesOf, NODE_ENVIRONMENT } from "../../../stacks/plan/node-process.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { shellCommand } from "../../../stacks/plan/shell-word.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { Reach } from "./reach.ts";

/** The way into a node: the words to put before a command, and the environment to start them with. */
export interface Door {
  words(command: readonly string[], terminal: boolean): string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The way to where a node's network lives, or into its outer namespaces. */
export function doorOf(reach: Reach, node: string, where: "network" | "outer"): Door {
  const planned = plannedNode(reach, node);
  mustLive(reach, node);
  const kernel = reach.nodeKernels[node] ?? "host";
  const environment = { ...NODE_ENVIRONMENT, HOME: "/root", TERM: process.env.TERM ?? "dumb" };
  const outer = (command: readonly string[]) =>
    reach.enter(node, [...asNode(capabilitiesOf(planned, kernel)), ...command]);
  if (kernel === "host" || where === "outer") return { words: outer, environment };
  return {
    words: (command, terminal) => outer([...guestClient(terminal), "--", shellCommand(command)]),
    environment,
  };
}

/** The way for the engine's own changes, with all of root's power over the node's files: a folder may belong to a daemon. */
export function masterDoor(reach: Reach, node: string, where: "network" | "outer" = "network"): Door {
  if (reach.nodeKernels[node] === "uml" && where === "network") return doorOf(reach, node, "network");
  mustLive(reach, node);
  const words = (command: readonly string[]) => reach.enter(node, [...reach.unlock, ...command]);
  return { words, environment: NODE_ENVIRONMENT };
}

/** The words that bring up the one connection to a guest that all later commands share; they end once it stands. */
export function guestConnection(reach: Reach, node: string): string[] {
  mustLive(reach, node);
  const capabilities = capabilitiesOf(plannedNode(reach, node), "uml");
  const client = [
    "ssh",
    ...CLIENT,
    ...PATIENT,
    "-M",
    "-f",
    "-N",
    "-n",
    "-E",
    "/run/guest-connection.log",
    GUEST,
  ];
  // No parent-death signal: the connection outlives this process, and dies with the node.
  return reach.enter(node, [...withCapabilities(capabilities), ...client]);
}

export function plannedNode(reach: Reach, node: string): PlannedNode {
  const planned = reach.plan.nodes.find(({ name }) => name === node);
  if (planned === undefined) {
    const known = reach.plan.nodes.map(({ name }) => name).join(", ");
    throw new ToldError(`lab ${reach.name} has no node ${node}`, {
      exitCode: EXIT.wrongInput,
      help: `its nodes: ${known}`,
    });
  }
  return planned;
}

function mustLive(reach: Reach, node: string): void {
  if (reach.lives(node)) return;
  throw new ToldError(`node ${node} of lab ${reach.name} is not running`, {
    exitCode: EXIT.cannotRunHere,
    help: `\`tierlab up ${reach.name} --repair\` starts it again`,
  });
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
/** sshd(8) leaves its terminal before it listens (sshd.c: daemon(), then server_listen()); a second lies between attempts. */
const PATIENT = ["-o", "ConnectionAttempts=20"];
const CLIENT = [
  ...["-F", "none", "-S", CONTROL, "-i", `${INSTRUCTIONS}/key`, "-o", "BatchMode=yes"],
  // The guest has no other way in than a pair of interfaces of its own node.
  ...["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"],
  ...["-o", "ConnectTimeout=10", "-o", "GSSAPIAuthentication=no", "-o", "AddressFamily=inet"],
];

function guestClient(terminal: boolean): string[] {
  return ["ssh", ...CLIENT, terminal ? "-tt" : "-T", GUEST];
}
