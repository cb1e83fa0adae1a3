import type { Step } from "../../stacks/diff/step.ts";
import type { Plan, PlannedNode, PlannedRoute } from "../../stacks/plan/plan.ts";
import { contains, familyOf, parseAddress, parsePrefix } from "../../stacks/plan/prefix.ts";

/** A node as the kernel would have it: what a step can change, and what it was made with. */
interface ModelNode {
  readonly madeWith: unknown;
  readonly addresses: Map<string, string[]>;
  routes: PlannedRoute[];
  readonly sysctls: Map<string, string>;
  readonly files: Map<string, string>;
  /** Files that were written and whose daemon has not been told since. */
  readonly untold: Set<string>;
  /** What each daemon has been started with that no reload changes. */
  readonly beyondReload: Map<string, string | undefined>;
}

/** A lab that obeys steps as the kernel does, and refuses what the kernel would refuse. */
export class LabModel {
  readonly segments: Set<string>;
  readonly nodes: Map<string, ModelNode>;

  constructor(plan: Plan) {
    this.segments = new Set(plan.segments.map((segment) => segment.name));
    this.nodes = new Map(plan.nodes.map((node) => [node.name, made(node)]));
  }

  apply(steps: readonly Step[], wanted: Plan): void {
    for (const step of steps) this.#carryOut(step, wanted);
  }

  /** What stands, in an order of its own. */
  snapshot(): unknown {
    const sorted = <V>(map: ReadonlyMap<string, V>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      segments: [...this.segments].sort(),
      nodes: sorted(this.nodes).map(([name, node]) => ({
        name,
        madeWith: node.madeWith,
        addresses: sorted(node.addresses),
        routes: node.routes.map(({ to, via }) => `${to} via ${via}`).sort(),
        sysctls: sorted(node.sysctls),
        files: sorted(node.files),
        untold: [...node.untold],
        beyondReload: sorted(node.beyondReload),
      })),
    };
  }

  #carryOut(step: Step, wanted: Plan): void {
    switch (step.do) {
      case "remove-node":
        expect(this.nodes.delete(step.node), step);
        return;
      case "remove-segment": {
        const users = [...this.nodes.values()].filter((node) =>
          JSON.stringify(node.madeWith).includes(`"${step.segment}"`),
        );
        expect(users.length === 0 && this.segments.delete(step.segment), step);
        return;
      }
      case "add-segment":
        expect(!this.segments.has(step.segment.name), step);
        this.segments.add(step.segment.name);
        return;
      case "create-node": {
        const node = wanted.nodes.find(({ name }) => name === step.node);
        if (node === undefined || this.nodes.has(step.node)) throw refused(step);
        expect(
          node.interfaces.every(({ segment }) => this.segments.has(segment)),
          step,
        );
        this.nodes.set(step.node, made(node));
        return;
      }
      default:
        changeNode(this.#node(step.node), step, wanted);
    }
  }

  #node(name: string): ModelNode {
    const node = this.nodes.get(name);
    if (node === undefined) throw new Error(`no node ${name}`);
    return node;
  }
}

type NodeStep = Exclude<Step, { do: "remove-node" | "create-node" | "remove-segment" | "add-segment" }>;

function changeNode(node: ModelNode, step: NodeStep, wanted: Plan): void {
  switch (step.do) {
    case "set-sysctl":
      node.sysctls.set(step.key, step.value);
      if (step.key === "net.ipv4.ip_forward") {
        node.sysctls.set("net.ipv4.conf.all.accept_redirects", step.value === "1" ? "0" : "1");
      }
      return;
    case "raise-interface":
      // Two plans never differ in it.
      expect(false, step);
      return;
    case "add-address": {
      const held = node.addresses.get(step.dev) ?? [];
      expect(!held.includes(step.address), step);
      node.addresses.set(step.dev, [...held, step.address]);
      return;
    }
    case "remove-address": {
      const held = node.addresses.get(step.dev) ?? [];
      expect(held.includes(step.address), step);
      node.addresses.set(
        step.dev,
        held.filter((address) => address !== step.address),
      );
      node.routes = node.routes.filter((route) => isConnected(node, route));
      return;
    }
    case "add-route":
      expect(isConnected(node, step.route) && !node.routes.some((route) => isSame(route, step.route)), step);
      node.routes.push(step.route);
      return;
    case "remove-route": {
      const left = node.routes.filter(({ to, via }) => to !== step.route.to || via !== step.route.via);
      expect(left.length === node.routes.length - 1, step);
      node.routes = left;
      return;
    }
    case "write-file":
      node.files.set(step.path, `${step.mode} ${step.content}`);
      node.untold.add(step.path);
      return;
    case "remove-file":
      expect(node.files.delete(step.path), step);
      return;
    case "reload-daemon":
    case "restart-daemon": {
      const planned = wanted.nodes.find(({ name }) => name === step.node);
      for (const file of planned?.files ?? []) if (file.daemon === step.daemon) node.untold.delete(file.path);
      const daemon = planned?.daemons.find(({ name }) => name === step.daemon);
      if (step.do === "restart-daemon") node.beyondReload.set(step.daemon, daemon?.beyondReload);
      return;
    }
  }
}

function made(node: PlannedNode): ModelNode {
  const { role, capabilities, writable, kernelNeeds, limits, daemons } = node;
  const cables = node.interfaces.map(({ name, segment, mac }) => ({ name, segment, mac }));
  return {
    madeWith: {
      ...{ role, capabilities, writable, kernelNeeds, limits, cables },
      daemons: daemons.map((daemon) => ({ ...daemon, beyondReload: undefined })),
    },
    addresses: new Map<string, string[]>([
      ["lo", [...node.loopback]],
      ...node.interfaces.map(({ name, addresses }): [string, string[]] => [name, [...addresses]]),
    ]),
    routes: [...node.routes],
    sysctls: new Map(Object.entries(node.sysctls)),
    files: new Map(node.files.map(({ path, mode, content }) => [path, `${mode} ${content}`])),
    untold: new Set(),
    beyondReload: new Map(daemons.map(({ name, beyondReload }) => [name, beyondReload])),
  };
}

/** Whether one would replace the other: a default route does so in its family alone. */
function isSame(one: PlannedRoute, other: PlannedRoute): boolean {
  return one.to === other.to && familyOf(one.via) === familyOf(other.via);
}

function isConnected(node: ModelNode, { via }: PlannedRoute): boolean {
  const held = [...node.addresses].flatMap(([dev, addresses]) => (dev === "lo" ? [] : addresses));
  return held.some((cidr) => contains(parsePrefix(cidr), parseAddress(via)));
}

function expect(holds: boolean, step: Step): void {
  if (!holds) throw refused(step);
}

function refused(step: Step): Error {
  return new Error(`the kernel refuses ${JSON.stringify(step).slice(0, 200)}`);
}
