import { execa } from "execa";
import type { Engine, RunningLab } from "../../scripts/engines/engine.ts";
import { insideAnchor } from "../../scripts/engines/local/anchor.ts";
import { readRecord } from "../../scripts/engines/local/record.ts";
import type { NodeState } from "../../stacks/diff/step.ts";
import { outerFeatures } from "../../stacks/guest/kernel-sides.ts";
import type { Plan, PlannedNode } from "../../stacks/plan/plan.ts";
import { shellCommand } from "../../stacks/plan/shell-word.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import { virtualServersOf } from "../../stacks/plan/virtual-servers.ts";
import { bridgeName, portName } from "../../stacks/plan/wire-names.ts";

/** What a kernel says of itself in lines, by the thing it speaks of: `web1 addresses`. */
export type Said = Readonly<Record<string, readonly string[]>>;

/** Everything that a change of the lab could have changed, as its kernels, files and fabric say it. */
export async function stateOf(engine: Engine, lab: RunningLab): Promise<Said> {
  const nodes = await Promise.all(
    lab.plan.nodes.flatMap((node) => [
      stateOfNode(engine, lab, node),
      ...(outerFeatures(node, lab.nodeKernels[node.name] ?? "host").length > 0
        ? [stateAround(engine, lab, node)]
        : []),
    ]),
  );
  return Object.assign({}, ...nodes, await stateOfFabric(lab));
}

/** The node as `observe` tells it, lists in an order of their own. */
export function observed(state: Omit<NodeState, "node">): unknown {
  const { addresses, down, routes, sysctls, files, daemons } = state;
  return {
    down,
    addresses: Object.fromEntries(Object.entries(addresses).map(([dev, held]) => [dev, held.toSorted()])),
    routes: routes.map(({ to, via }) => `${to} via ${via}`).sort(),
    sysctls,
    files,
    daemons: daemons.toSorted(),
  };
}

/** The same of a plan. */
export function planned({ interfaces, loopback, routes, sysctls, files, daemons }: PlannedNode): unknown {
  const devices = interfaces.map(({ name, addresses }) => [name, addresses]);
  return observed({
    down: [],
    addresses: { lo: loopback, ...Object.fromEntries(devices) },
    routes,
    sysctls,
    files: Object.fromEntries(files.map(({ path, content }) => [path, content])),
    daemons: daemons.map(({ name }) => name),
  });
}

/** The IPVS table of a director, as `ipvsadm --save --numeric` prints it, options of schedulers left out. */
export async function ipvsOf(engine: Engine, lab: RunningLab, { name }: PlannedNode): Promise<string[]> {
  const { stdout } = await engine.run(lab, name, ["ipvsadm", "--save", "--numeric"]);
  return linesOf(stdout)
    .map((line) => line.replace(/ -b \S+/, ""))
    .sort();
}

/** The same of a plan, all servers alive. */
export function plannedIpvs({ services }: Plan, { name }: PlannedNode): string[] {
  return services
    .filter(({ directors }) => directors.includes(name))
    .flatMap((service) => virtualServersOf(service).map((virtual) => ({ ...service, ...virtual })))
    .flatMap(({ vip, port, mode, scheduler, servers }) => [
      `-A -t ${socketText(vip, port)} -s ${scheduler}`,
      ...servers.map((server) => {
        const [flag, at] = mode === "dr" ? (["-g", port] as const) : (["-m", server.port] as const);
        return `-a -t ${socketText(vip, port)} -r ${socketText(server.address, at)} ${flag} -w ${server.weight}`;
      }),
    ])
    .sort();
}

/** Counters and random keys, which differ from one moment or network namespace to the next; so do the numbers of interfaces and of next hops. */
const RESTLESS = "nf_conntrack_count|tcp_fastopen_key|stable_secret";

const PARTS = [
  // An interface without an IPv6 prefix takes a second until its link-local address is its own.
  ["addresses", "ip -oneline address | grep -v fe80:"],
  ["links", "ip -brief link | sed 's/@if[0-9]*//'"],
  [
    "routes",
    "for family in -4 -6; do ip $family route show table all ; done | sed 's/ nhid [0-9]*//' | grep -v fe80:",
  ],
  ["rules", "ip -4 rule; ip -6 rule"],
  ["sysctls", `sysctl --all --pattern '^net[.]' 2>/dev/null | grep -Ev '${RESTLESS}'`],
  ["listeners", "ss -Hltn | awk '{ print $1, $4 }'"],
  ["daemons", "sv status /run/service/* | sed 's/ (pid.*//; s/;.*//'"],
  ["ipvs", "[ ! -e /proc/net/ip_vs ] || ipvsadm --save --numeric"],
] as const;

/** What the machine's kernel does around a node's guest: kept apart from the guest's by its name. */
const OUTER_PARTS = [
  ...PARTS.filter(([part]) => ["routes", "rules", "daemons"].includes(part)),
  ["tables", "nft --stateless list ruleset"],
] as const;

async function stateAround(
  engine: Engine,
  lab: RunningLab,
  { name }: PlannedNode,
): Promise<Record<string, string[]>> {
  return ask(engine, lab, name, OUTER_PARTS, "outer");
}

/** One shell a node: each part is told after a line that names it. */
async function stateOfNode(
  engine: Engine,
  lab: RunningLab,
  node: PlannedNode,
): Promise<Record<string, string[]>> {
  return ask(engine, lab, node.name, [...PARTS, ["files", files(node)]], "network");
}

async function ask(
  engine: Engine,
  lab: RunningLab,
  node: string,
  parts: readonly (readonly [string, string])[],
  where: "network" | "outer",
): Promise<Record<string, string[]>> {
  const input = parts.map(([part, script]) => `echo ${MARK}${part}\n${script}\n`).join("");
  const options = { input, timeoutMs: 30_000, where };
  const { stdout } = await engine.run(lab, node, ["/bin/sh", "-s"], options);
  return Object.fromEntries(
    stdout
      .split(MARK)
      .slice(1)
      .map((text) => {
        const [part = "", ...lines] = linesOf(text);
        return [`${node} ${where === "outer" ? "outer " : ""}${part}`, lines.sort()];
      }),
  );
}

const MARK = "=== ";

/** Mode, owner, path and content of all that the node has of its own; Tomcat's work and logs are its own business. */
function files({ writable }: PlannedNode): string {
  const folders = writable
    .map(({ path }) => path)
    .filter((path) => path.startsWith("/etc/") || path.startsWith("/var/lib/"));
  if (folders.length === 0) return "";
  const found = `${shellCommand(["find", ...folders])} -type f ! -path '*/work/*' ! -path '*/logs/*'`;
  return `${found} -printf '%m %u %g %p\\n'; ${found} -exec sha256sum {} +`;
}

/** The fabric's bridges, and which port of which node is in which of them. */
async function stateOfFabric(lab: RunningLab): Promise<Record<string, string[]>> {
  const record = readRecord(lab.name);
  if (record === null) throw new Error(`no record of ${lab.name}`);
  const [program = "", ...words] = insideAnchor(record.anchor, ["ip", "-json", "-details", "link"]);
  const { stdout } = await execa(program, words);
  const links = JSON.parse(stdout) as { ifname: string; master?: string; mtu: number; operstate: string }[];
  const told = links.map(
    ({ ifname, master, mtu, operstate }) => `${ifname} in ${master} mtu ${mtu} ${operstate}`,
  );
  return { fabric: told.sort() };
}

/** The names of the fabric's bridges and ports as the plan wants them. */
export function plannedFabric({ segments, nodes }: Plan): string[] {
  const ports = nodes.flatMap((node) =>
    node.interfaces.map(
      ({ name, segment }) => `${portName(node.name, name)} in ${bridgeName(segment)} mtu 1500 UP`,
    ),
  );
  const bridges = segments.map(({ name }) => {
    const isUsed = nodes.some((node) => node.interfaces.some(({ segment }) => segment === name));
    return `${bridgeName(name)} in undefined mtu 1500 ${isUsed ? "UP" : "DOWN"}`;
  });
  return ["lo in undefined mtu 65536 DOWN", ...bridges, ...ports].sort();
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replaceAll(/\s+/g, " "))
    .filter((line) => line !== "");
}
