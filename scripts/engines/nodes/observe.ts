import type { NodeState } from "../../../stacks/diff/step.ts";
import { outerDaemons } from "../../../stacks/guest/kernel-sides.ts";
import { MANAGEMENT } from "../../../stacks/guest/uml.ts";
import type { PlannedNode, PlannedRoute } from "../../../stacks/plan/plan.ts";
import { hostPrefix } from "../../../stacks/plan/prefix.ts";
import { shellCommand, shellWord } from "../../../stacks/plan/shell-word.ts";
import { plannedNode } from "./door.ts";
import type { Reach } from "./reach.ts";
import { runInNode } from "./run.ts";

/** What the kernel, the files and the supervisor of a node say, asked by one command. */
export async function observeNode(reach: Reach, name: string): Promise<NodeState> {
  const node = plannedNode(reach, name);
  const said = await runInNode(reach, name, ["/bin/sh", "-s"], { input: question(node), timeoutMs: 20_000 });
  if (said.exitCode !== 0) throw new Error(`${name} cannot be observed: ${said.stderr.trim()}`);
  const lines = said.stdout.split("\n").map((line) => [line.slice(0, 1), line.slice(2)] as const);
  const all = (kind: string) => lines.flatMap(([sign, rest]) => (sign === kind && rest !== "" ? [rest] : []));
  const listed = JSON.parse(all("A").join("")) as ListedInterface[];
  return {
    node: name,
    addresses: addressesIn(listed),
    down: downIn(listed, node),
    routes: [...routesIn(all("R").join("")), ...routesIn(all("6").join(""))],
    sysctls: Object.fromEntries(all("S").map(keyAndValue)),
    files: Object.fromEntries(all("F").map(fileIn)),
    daemons: [...all("D").flatMap(runningIn), ...(await outerDaemonsOf(reach, node))],
  };
}

/** The daemon that a line of sv(8) tells to run. */
function runningIn(line: string): string[] {
  const [, name] = /^run: \/run\/service\/([^:]+):/.exec(line) ?? [];
  return name === undefined ? [] : [name];
}

/** The daemons that run around the node's guest. */
async function outerDaemonsOf(reach: Reach, node: PlannedNode): Promise<string[]> {
  if (outerDaemons(node, reach.nodeKernels[node.name] ?? "host").length === 0) return [];
  const asked = ["/bin/sh", "-c", "sv status /run/service/*"];
  const { stdout } = await runInNode(reach, node.name, asked, { where: "outer" });
  return stdout.split("\n").flatMap(runningIn);
}

/** Each line of the answer begins with a letter that says what it is. */
function question(node: PlannedNode): string {
  const sysctls = Object.keys(node.sysctls);
  return [
    'echo "A $(ip -json address)"',
    'echo "R $(ip -json route)"',
    'echo "6 $(ip -json -6 route)"',
    // Not the shell's own read: it takes byte by byte, and the kernel gives a sysctl's value only at once.
    ...(sysctls.length > 0 ? [`${shellCommand(["sysctl", ...sysctls])} | sed "s/^/S /; s/ = / /"`] : []),
    ...node.files.map(({ path }) => {
      const file = shellWord(path);
      return `[ -f ${file} ] && echo ${shellWord(`F ${path}`)}" $(base64 -w0 ${file})" || echo ${shellWord(`F ${path} -`)}`;
    }),
    ...(node.daemons.length > 0 ? ['sv status /run/service/* | sed "s/^/D /"'] : []),
    "exit 0",
    "",
  ].join("\n");
}

interface ListedInterface {
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly addr_info: readonly {
    readonly local: string;
    readonly prefixlen: number;
    readonly scope: string;
  }[];
}

function addressesIn(listed: readonly ListedInterface[]): Record<string, string[]> {
  return Object.fromEntries(
    listed
      .filter(({ ifname }) => ifname !== MANAGEMENT.outer)
      .map(({ ifname, addr_info }) => [
        ifname,
        addr_info
          .filter(({ local, scope }) => scope !== "link" && local !== "127.0.0.1" && local !== "::1")
          .map(({ local, prefixlen }) => `${local}/${prefixlen}`),
      ]),
  );
}

/** Others, as a kernel's own tunnels, are never up. */
function downIn(listed: readonly ListedInterface[], { interfaces }: PlannedNode): string[] {
  const planned = ["lo", ...interfaces.map(({ name }) => name)];
  return planned.filter((name) => listed.some((one) => one.ifname === name && !one.flags.includes("UP")));
}

interface ListedRoute {
  readonly dst: string;
  readonly gateway?: string;
  readonly protocol?: string;
  readonly metrics?: readonly { readonly advmss?: number }[];
}

/** Routes that somebody gave to the kernel by hand or at boot; those of a routing daemon carry its own protocol. */
function routesIn(json: string): PlannedRoute[] {
  return (JSON.parse(json) as ListedRoute[]).flatMap(({ dst, gateway, protocol, metrics }) => {
    // ip(8) leaves out the protocol where it is that of a route given by hand, RTPROT_BOOT.
    if (gateway === undefined || protocol !== undefined) return [];
    const mss = metrics?.find(({ advmss }) => advmss !== undefined)?.advmss;
    const to = dst === "default" || dst.includes("/") ? dst : hostPrefix(dst);
    return [{ to, via: gateway, ...(mss === undefined ? {} : { mss }) }];
  });
}

function keyAndValue(line: string): [string, string] {
  const [key = "", ...values] = line.trim().split(/\s+/);
  return [key, values.join(" ")];
}

function fileIn(line: string): [string, string | null] {
  const [path = "", content = ""] = line.split(" ");
  return [path, content === "-" ? null : Buffer.from(content, "base64").toString()];
}
