import type { Fault } from "../../../stacks/lab/schema/fault.ts";
import type { LabView } from "../model/lab-view.ts";
import type { NodeView } from "../model/node-view.ts";
import { nextNode, type Way } from "./next-node.ts";

/** What the person at the keyboard has before them, beside the lab itself. */
export interface Desk {
  /** The name of the chosen node. */
  readonly chosen: string;
  readonly question: Question | null;
  readonly help: boolean;
  /** An answer to a key that does nothing here. */
  readonly notice: string | null;
}

/** Something to choose from by a key. */
export interface Question {
  readonly text: string;
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly command: Command;
}

/** What a key asks for. */
export type Command =
  | { readonly do: "act"; readonly fault: Fault; readonly node: string }
  | { readonly do: "send"; readonly target: string }
  | { readonly do: "stop-sending" }
  | { readonly do: "put-back" }
  | { readonly do: "shell"; readonly node: string }
  | { readonly do: "leave"; readonly putBack: boolean };

/** What a key may need to know. */
export interface Around {
  readonly view: LabView;
  readonly targets: readonly string[];
  readonly isSending: boolean;
  /** Whether this watch changed something that is not put back. */
  readonly hasChanged: boolean;
}

export interface Pressed {
  readonly desk: Desk;
  readonly command?: Command;
}

/** A key as `useInput` of Ink tells it: a letter, or one of these words. */
export type Key = string | Way | "escape";

/** What a key does. */
export function press(desk: Desk, key: Key, around: Around): Pressed {
  if (desk.question !== null) return answer(desk, desk.question, key);
  const quiet: Desk = { ...desk, notice: null, help: false };
  const node = around.view.nodes.find(({ name }) => name === desk.chosen);
  switch (key) {
    case "up":
    case "down":
    case "left":
    case "right":
      return { desk: { ...quiet, chosen: nextNode(around.view.nodes, desk.chosen, key) } };
    case "?":
      return { desk: { ...quiet, help: !desk.help } };
    case "q":
      return leave(quiet, around);
    case "b":
      return { desk: quiet, command: { do: "put-back" } };
    case "t":
      return traffic(quiet, around);
    case "escape":
      return { desk: quiet };
  }
  if (node === undefined) return { desk: quiet };
  switch (key) {
    case "c":
      return ask(quiet, "which link", cuts(node), `${node.name} has no link that could be cut`);
    case "k":
      return { desk: quiet, command: powerOf(node) };
    case "p":
      return ask(quiet, "which daemon", daemonActs(node), `${node.name} has no daemon that could be killed`);
    case "d":
      return ask(
        quiet,
        "of which service",
        drains(node.name, around.view),
        `${node.name} is in no pool that it could be drained from`,
      );
    case "s":
      return node.health === "up"
        ? { desk: quiet, command: { do: "shell", node: node.name } }
        : { desk: { ...quiet, notice: `${node.name} is not up` } };
    default:
      return { desk: quiet };
  }
}

function answer(desk: Desk, { choices }: Question, key: Key): Pressed {
  const chosen = choices.find((choice) => choice.key === key);
  if (chosen !== undefined) return { desk: { ...desk, question: null }, command: chosen.command };
  return { desk: key === "escape" || key === "q" ? { ...desk, question: null } : desk };
}

/** One choice needs no question. */
function ask(
  desk: Desk,
  text: string,
  commands: readonly (readonly [label: string, command: Command])[],
  none: string,
): Pressed {
  const [first, ...others] = commands;
  if (first === undefined) return { desk: { ...desk, notice: none } };
  if (others.length === 0) return { desk, command: first[1] };
  const choices = commands
    .slice(0, KEYS.length)
    .map(([label, command], index) => ({ key: KEYS[index] ?? "", label, command }));
  return { desk: { ...desk, question: { text, choices } } };
}

const KEYS = "123456789abcdefghijklmnoprstuvwxyz";

function cuts({ name, health, links }: NodeView): [string, Command][] {
  if (health !== "up") return [];
  return links.map(({ segment, isUp }) => {
    const link = `${name}:${segment}`;
    const fault = isUp === false ? { at: 0, restore: link } : { at: 0, cut: link };
    return [isUp === false ? `${segment} (mend)` : segment, { do: "act", fault, node: name }];
  });
}

function powerOf({ name, health }: NodeView): Command {
  const fault = health === "down" ? { at: 0, start: name } : { at: 0, kill: name };
  return { do: "act", fault, node: name };
}

function daemonActs({ name, health, daemons }: NodeView): [string, Command][] {
  if (health !== "up") return [];
  return daemons.map(({ name: daemon, runs }) => {
    const fault = runs === false ? { at: 0, start: name, daemon } : { at: 0, kill: name, daemon };
    return [runs === false ? `${daemon} (start)` : daemon, { do: "act", fault, node: name }];
  });
}

function drains(node: string, { services }: LabView): [string, Command][] {
  return services.flatMap(({ name: of, servers }): [string, Command][] => {
    const server = servers.find((one) => one.node === node);
    if (server === undefined || server.plannedWeight === 0) return [];
    const isDrained = server.weight === 0;
    const fault = isDrained ? { at: 0, refill: node, of } : { at: 0, drain: node, of };
    return [[isDrained ? `${of} (put back)` : of, { do: "act", fault, node }]];
  });
}

function traffic(desk: Desk, { targets, isSending }: Around): Pressed {
  if (isSending) return { desk, command: { do: "stop-sending" } };
  const commands = targets.map((target): [string, Command] => [target, { do: "send", target }]);
  return ask(desk, "traffic to", commands, "there is nothing here that HTTP could be sent to");
}

function leave(desk: Desk, { hasChanged }: Around): Pressed {
  if (!hasChanged) return { desk, command: { do: "leave", putBack: false } };
  const choices: Choice[] = [
    { key: "b", label: "put back and leave", command: { do: "leave", putBack: true } },
    { key: "l", label: "leave it so", command: { do: "leave", putBack: false } },
  ];
  return { desk: { ...desk, question: { text: "something is changed", choices } } };
}
