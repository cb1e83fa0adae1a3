import { portName } from "../../../stacks/plan/wire-names.ts";
import { command } from "../../commands/command.ts";
import type { ApplyProgress } from "../engine.ts";
import { plannedNode } from "../nodes/door.ts";
import { stopDaemons } from "../nodes/stop-daemons.ts";
import { insideAnchor } from "./anchor.ts";
import { buildNodes } from "./build.ts";
import { removeNodeCgroups } from "./cgroups.ts";
import { localReach } from "./local-reach.ts";
import { type LabRecord, updateRecord } from "./record.ts";

/** Kills the node as a loss of power would; or stops its daemons first; or makes it anew from the plan, with the same MACs. */
export async function power(record: LabRecord, node: string, act: "kill" | "stop" | "start"): Promise<void> {
  const reach = localReach(record);
  plannedNode(reach, node);
  if (act === "start") return powerOn(record, node);
  if (act === "stop" && reach.lives(node)) await stopDaemons(reach, node);
  await powerOff(record, node);
}

/** Ends a node and its links at once. The kernel's own clean-up of its interfaces would come some time later. */
export async function powerOff(record: LabRecord, node: string): Promise<void> {
  const init = localReach(record).lives(node) ? (record.inits[node]?.pid ?? 0) : 0;
  const planned = record.plan.nodes.find(({ name }) => name === node);
  const ports = (planned?.interfaces ?? []).map(({ name }) => portName(node, name));
  const said = await command(
    insideAnchor(record.anchor, [
      "/bin/sh",
      "-c",
      POWER_OFF,
      "off",
      record.runtime,
      node,
      String(init),
      ...ports,
    ]),
  );
  if (said.exitCode !== 0) throw new Error(`${node} cannot be powered off: ${said.stderr.trim()}`);
  removeNodeCgroups(record.name, record.anchor.keeper, node);
}

const POWER_OFF = `
runtime=$1 node=$2 init=$3; shift 3
[ "$init" = 0 ] || kill -KILL "$init"
for port in "$@"; do ip link delete "$port" 2>/dev/null; done
"$runtime" --root /run/oci delete --force "$node" 2>/dev/null
tries=500
while [ "$init" != 0 ] && [ -d "/proc/$init" ]; do
  [ $tries -gt 0 ] || { echo "process $init does not die" >&2; exit 1; }
  tries=$((tries - 1)); sleep 0.01
done
exit 0
`;

async function powerOn(record: LabRecord, node: string): Promise<void> {
  const reach = localReach(record);
  if (reach.lives(node)) return;
  await powerOff(record, node);
  const planned = plannedNode(reach, node);
  const quiet: ApplyProgress = () => {};
  const built = await buildNodes(record, [planned], {
    progress: quiet,
    signal: new AbortController().signal,
  });
  const init = built.inits[node];
  if (init) updateRecord(record.name, (now) => ({ ...now, inits: { ...now.inits, [node]: init } }));
}
