import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { umlInstructions } from "../../../stacks/guest/uml.ts";
import { bootScript, isVolatile } from "../../../stacks/plan/boot-script.ts";
import type { PlannedFile, PlannedNode } from "../../../stacks/plan/plan.ts";
import { shellCommand } from "../../../stacks/plan/shell-word.ts";
import { must } from "../../commands/command.ts";
import type { NodeKernel } from "../engine.ts";
import { type AnchorIdentity, insideAnchor, labPath } from "./anchor.ts";
import { makeGuestKey } from "./guest-key.ts";
import { launcherOf, SAFE_CRUN } from "./launch.ts";
import { bundle, instructions, writableCopy } from "./node-folder.ts";
import { type OciContext, ociConfig } from "./oci-config.ts";

export interface Materials extends OciContext {
  readonly anchor: AnchorIdentity;
  readonly kernels: Readonly<Record<string, NodeKernel>>;
}

/** Lays out, on the lab's private file system, all that these nodes are made from. */
export async function prepareNodes(nodes: readonly PlannedNode[], materials: Materials): Promise<void> {
  if (nodes.length === 0) return;
  const { anchor } = materials;
  const script = preparation(nodes, materials);
  await must("the nodes' folders", insideAnchor(anchor, ["/bin/sh", "-s"]), { input: script });
  for (const node of nodes) writeNode(node, materials);
}

/** One shell for all nodes: folders, pipes, and copies of what the image has in the writable folders. */
function preparation(nodes: readonly PlannedNode[], { image, runtime }: Materials): string {
  const accounts = accountsOf(image);
  const folders = nodes.flatMap(({ name }) => [bundle(name), instructions(name)]);
  const lines = [
    "set -eu",
    ...(launcherOf(runtime) === runtime ? [] : [safeRuntime(runtime)]),
    shellCommand(["rm", "-rf", ...nodes.map(({ name }) => bundle(name))]),
    shellCommand(["mkdir", ...folders]),
    shellCommand(["mkfifo", ...nodes.map(({ name }) => `${bundle(name)}/go`)]),
  ];
  for (const node of nodes) {
    node.writable.forEach(({ path, owner, mode }, index) => {
      if (isVolatile(path)) return;
      const copy = writableCopy(node.name, index);
      lines.push(
        `[ -d ${shellCommand([image + path])} ] || { echo "the node image has no folder ${path}" >&2; exit 1; }`,
      );
      lines.push(shellCommand(["cp", "-a", image + path, copy]));
      lines.push(shellCommand(["chown", accounts(owner), copy]), shellCommand(["chmod", mode, copy]));
    });
  }
  return `${lines.join("\n")}\n`;
}

/** Once a lab. */
function safeRuntime(runtime: string): string {
  const mount = shellCommand(["mount", "-o", "bind,ro", runtime, SAFE_CRUN]);
  return `[ -e ${SAFE_CRUN} ] || { : >${SAFE_CRUN}; ${mount}; }`;
}

function writeNode(node: PlannedNode, materials: Materials): void {
  const { anchor, uml, kernels } = materials;
  const kernel = kernels[node.name] ?? "host";
  const put = (path: string, content: string, mode: number) =>
    writeFileSync(labPath(anchor, path), content, { mode });
  put(`${bundle(node.name)}/config.json`, JSON.stringify(ociConfig(node, kernel, materials)), 0o600);
  if (kernel === "host") put(`${instructions(node.name)}/boot`, bootScript(node), 0o644);
  else if (uml !== null) {
    const key = makeGuestKey();
    for (const [name, content] of Object.entries(umlInstructions(node, uml))) {
      put(`${instructions(node.name)}/${name}`, content, 0o755);
    }
    put(`${instructions(node.name)}/key`, key.private, 0o600);
    put(`${instructions(node.name)}/authorized_keys`, key.public, 0o644);
  }
  for (const file of node.files) writePlannedFile(node, file, anchor);
}

/** Into the copy of a writable folder, before the node exists: nobody else has touched it yet. */
function writePlannedFile(node: PlannedNode, file: PlannedFile, anchor: AnchorIdentity): void {
  const index = node.writable.findIndex(({ path }) => file.path.startsWith(`${path}/`));
  const folder = node.writable[index];
  if (folder === undefined || isVolatile(file.path)) {
    throw new Error(`${node.name}: no writable folder of the node holds ${file.path}`);
  }
  const root = labPath(anchor, writableCopy(node.name, index));
  const target = `${root}/${relative(folder.path, file.path)}`;
  const owner = lstatSync(root);
  refuseLinks(root, dirname(target), `${node.name}: ${file.path}`);
  writeFileSync(target, file.content, { mode: 0o600 });
  chownSync(target, owner.uid, owner.gid);
  chmodSync(target, Number.parseInt(file.mode, 8));
}

/** The image's own symbolic links would lead out of the lab, to the machine's files. */
function refuseLinks(root: string, folder: string, what: string): void {
  let path = root;
  for (const part of relative(root, folder)
    .split("/")
    .filter((one) => one !== "")) {
    path += `/${part}`;
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) mkdirSync(path, { mode: 0o755 });
    else if (!found.isDirectory() || part === "..") throw new Error(`${what}: ${part} is no plain folder`);
  }
}

/** Turns `frr:frr` into numbers by the image's own accounts. */
function accountsOf(image: string): (owner: string) => string {
  const idsIn = (file: string) =>
    new Map(
      readFileSync(`${image}/etc/${file}`, "utf8")
        .split("\n")
        .map((line) => line.split(":"))
        .map(([name = "", , id = "", group = ""]) => [name, { id, group }]),
    );
  const users = idsIn("passwd");
  const groups = idsIn("group");
  return (owner) => {
    const [user = "", group] = owner.split(":");
    const account = users.get(user);
    const groupId = group === undefined ? account?.group : groups.get(group)?.id;
    if (account === undefined || groupId === undefined)
      throw new Error(`the node image has no account ${owner}`);
    return `${account.id}:${groupId}`;
  };
}
