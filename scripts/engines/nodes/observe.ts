import type { NodeState } from "../../../stacks/diff/step.ts";
import { outerDaemons } from "../../../stacks/guest/kernel-sides.ts";
import { MANAGEMENT } from "../../../stacks/guest/uml.ts";
import { sysctlPath } from "../../../stacks/plan/boot-script.ts";
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
  const [addresses = [], routes = [], sysctls = [], daemons = [], ...files] = sectionsOf(said.stdout);
  const listed = JSON.parse(addresses.join("")) as ListedInterface[];
  return {
    node: name,
    addresses: addressesIn(listed),
    down: downIn(listed, node),
    routes: routes.flatMap(routesIn),
    sysctls: sysctlsIn(sysctls, node),
    files: Object.fromEntries(node.files.map(({ path }, index) => [path, contentIn(files[index])])),
    daemons: [...daemons.flatMap(runningIn), ...(await outerDaemonsOf(reach, node))],
  };
}

/** A line of its own before each part of the answer. */
const MARK = "#";

/** The lines of each part of the answer. */
function sectionsOf(said: string): string[][] {
  return said
    .split(new RegExp(`^${MARK}\n`, "m"))
    .slice(1)
    .map((section) => section.split("\n").filter((line) => line !== ""));
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

/** Few processes on purpose: each costs some 5 ms of a processor in a guest, and the nodes of a lab are asked after every change. */
function question(node: PlannedNode): string {
  const sysctls = Object.keys(node.sysctls).map(sysctlPath);
  return [
    ["ip -json address"],
    ["ip -json route", "ip -json -6 route"],
    // Not the shell's own read: it takes byte by byte, and the kernel gives a sysctl's value only at once.
    sysctls.length > 0 ? [shellCommand(["grep", "-H", "", ...sysctls])] : [],
    node.daemons.length > 0 ? ["sv status /run/service/*"] : [],
    ...node.files.map(({ path }) => [
      `[ ! -f ${shellWord(path)} ] || { ${shellCommand(["base64", "-w0", path])}; echo .; }`,
    ]),
  ]
    .flatMap((section) => [`echo '${MARK}'`, ...section])
    .concat("exit 0", "")
    .join("\n");
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

/** From lines as `/proc/sys/net/ipv4/ip_forward:1`. */
function sysctlsIn(lines: readonly string[], { sysctls }: PlannedNode): Record<string, string> {
  const keys = new Map(Object.keys(sysctls).map((key) => [sysctlPath(key), key]));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [path = "", value = ""] = line.split(/:(.*)/s);
      const key = keys.get(path);
      return key === undefined ? [] : [[key, value.trim().split(/\s+/).join(" ")]];
    }),
  );
}

/** A file's content is followed by a dot, also where it is empty; nothing stands for a file that is not there. */
function contentIn(lines: readonly string[] | undefined): string | null {
  const [line] = lines ?? [];
  return line === undefined ? null : Buffer.from(line.slice(0, -1), "base64").toString();
}
