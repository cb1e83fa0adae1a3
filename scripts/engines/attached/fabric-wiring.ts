import type { Container } from "../../../stacks/emit/container.ts";
import { CABLE_SCRIPT, GIVEN, SETTINGS } from "../../../stacks/emit/containerlab/cable-script.ts";
import { instructionFiles } from "../../../stacks/emit/containerlab/containerlab-node.ts";
import { containerName } from "../../../stacks/emit/labels.ts";
import { bridgeName, portName } from "../../../stacks/plan/wire-names.ts";
import { command, must } from "../../commands/command.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { CapturePoint } from "../engine.ts";
import { plannedNode } from "../nodes/door.ts";
import { knownInterface } from "../nodes/known-interface.ts";
import { archiveOf } from "./archive.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";
import { containerBody } from "./container-body.ts";
import { askDaemon, askDaemonFor } from "./docker-api.ts";
import type { Wiring } from "./wiring.ts";

/** Bridges in the network namespace of a container of their own, as containerlab makes them; `fabric` is its process here, 0 where it does not run. */
export function fabricWiring(lab: AttachedLab, fabric: number): Wiring {
  if (fabric === 0) {
    throw new ToldError(
      `the bridges of lab ${lab.name} are gone: the container that holds them does not run`,
      {
        exitCode: EXIT.cannotRunHere,
        help: `\`tierlab up ${lab.name} --recreate --engine containerlab\` builds the lab anew`,
      },
    );
  }
  const enter = (words: readonly string[]) => [
    "nsenter",
    "--target",
    String(fabric),
    "--net",
    "--",
    ...words,
  ];
  const batch = (lines: readonly string[]) =>
    must("the links", enter(["ip", "-batch", "-"]), { input: `${lines.join("\n")}\n` });
  return {
    enter,
    portAt: (point) => portAt(lab, point),
    portOf: (point) => portAt(lab, point),
    addSegment: async (segment) => {
      const bridge = bridgeName(segment);
      if ((await command(enter(["ip", "link", "show", "dev", bridge]))).exitCode === 0) return;
      await batch([`link add name ${bridge} mtu 1500 up type bridge stp_state 0 mcast_snooping 0`]);
    },
    // One that nobody is on hears nothing, and whoever deployed it finds it again.
    removeSegment: async () => {},
    create: (container, image) => create(lab, container, image),
    plug: async (node, pid) => {
      const { interfaces } = plannedNode(attachedReach(lab), node);
      // Those of a life before may outlast it: the kernel cleans up in its own time.
      const old = interfaces.map(({ name }) => `link delete ${portName(node, name)}\n`);
      await command(enter(["ip", "-force", "-batch", "-"]), { input: old.join("") });
      const lines = interfaces.map(
        ({ name, segment }) =>
          `link add name ${portName(node, name)} mtu 1500 up master ${bridgeName(segment)} type veth peer name ${name} mtu 1500 netns ${pid}`,
      );
      await batch(lines);
    },
  };
}

function portAt(lab: AttachedLab, point: CapturePoint): string {
  const { node, interface: name } = knownInterface(attachedReach(lab), point);
  return portName(node, name);
}

async function create(lab: AttachedLab, container: Container, image: string): Promise<string> {
  const { Id } = await askDaemonFor<{ readonly Id: string }>(
    `/containers/create?name=${encodeURIComponent(containerName(lab.prefix, container.node))}`,
    { method: "POST", body: bodyOf(lab, container, image) },
  );
  const files = instructionFiles(container, (name) => name).map((file) => ({
    ...file,
    path: `${GIVEN}/${file.path}`,
  }));
  await askDaemon(`/containers/${Id}/archive?path=/`, { method: "PUT", body: archiveOf(files) });
  return Id;
}

/** As containerlab would make it: without a network, and with its settings at a second place. */
function bodyOf({ prefix }: AttachedLab, container: Container, image: string): object {
  const bare = { ...container, interfaces: [], sysctls: {} };
  const body = containerBody(bare, { prefix, image, networkOf: () => "none" });
  return {
    ...body,
    Cmd: ["/bin/sh", `${GIVEN}/${CABLE_SCRIPT}`],
    Labels: { ...body.Labels, containerlab: prefix },
    HostConfig: {
      ...body.HostConfig,
      // Docker turns IPv6 off where there is no network of it, and containerlab turns it on again (nodes/linux).
      Sysctls: { "net.ipv6.conf.all.disable_ipv6": "0" },
      Binds: [`/proc/sys/net:${SETTINGS}`],
    },
  };
}
