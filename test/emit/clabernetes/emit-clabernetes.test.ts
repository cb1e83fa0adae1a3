import test from "ava";
import { parse, parseAllDocuments } from "yaml";
import { emitClabernetes } from "../../../stacks/emit/clabernetes/emit-clabernetes.ts";
import { CannotExpress, type EmitInput } from "../../../stacks/emit/emitter.ts";
import { labNames, labUnderTest } from "../../plan/lab-files.ts";
import { isGolden } from "../golden-file.ts";
import { inputOf, inputOfLab, withoutDigests } from "../sample-input.ts";
import { isContainerlab, isTopology } from "../schemas.ts";

interface ConfigMap {
  readonly kind: "ConfigMap";
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
}

interface Topology {
  readonly kind: "Topology";
  readonly spec: {
    readonly deployment: {
      readonly filesFromConfigMap: Readonly<
        Record<string, readonly { readonly filePath: string; readonly configMapName: string }[]>
      >;
    };
    readonly definition: { readonly containerlab: string };
  };
}

const HOST = { kernels: {} };
const onHost = (name: string) => ({ ...inputOfLab(name), ...HOST });

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

for (const name of labNames) {
  test(`${name} is a Topology by its custom resource, with a ConfigMap for each node`, (t) => {
    const { maps, topology } = manifest(onHost(name));
    t.true(isTopology(topology), JSON.stringify(isTopology.errors));
    const definition = parse(topology.spec.definition.containerlab);
    t.true(isContainerlab(definition), JSON.stringify(isContainerlab.errors));
    const { nodes, links } = definition.topology;
    const files = topology.spec.deployment.filesFromConfigMap;
    for (const [node, { kind, binds }] of Object.entries<{ kind?: string; binds: string[] }>(nodes)) {
      t.regex(node, LABEL);
      t.is(kind, undefined);
      t.is(nodes[node]["network-mode"], undefined);
      t.is(binds[0], `${files[node]?.[0]?.filePath}:/usr/lib/tierlab-given:ro`);
      const map = maps.find(({ metadata }) => metadata.name === files[node]?.[0]?.configMapName);
      t.true(Object.keys(map?.data ?? {}).includes("cable"), node);
      for (const key of Object.keys(map?.data ?? {})) t.regex(key, /^[-._a-zA-Z0-9]+$/);
    }
    const ends = links.flatMap(({ endpoints }: { endpoints: string[] }) => endpoints);
    t.is(new Set(ends).size, ends.length);
    for (const end of ends) t.true((String(end).split(":")[0] as string) in nodes, String(end));
  });
}

test("a Topology of a lab and of one of two sites are as in their golden files", (t) => {
  for (const name of ["lvs-dr", "reference"]) {
    const [main] = emitClabernetes(onHost(name));
    const last = main?.text.split("\n---\n").at(-1) ?? "";
    isGolden(t, `${name}.c9s.yaml`, withoutDigests(last));
  }
});

test("a segment is a node that waits for all its ports and makes them one bridge", (t) => {
  const { maps } = manifest(onHost("lvs-dr"));
  const map = maps.find(({ metadata }) => metadata.name === "tierlab-lvs-dr-br-dmz-files");
  isGolden(t, "br-dmz-cable.sh", map?.data.cable ?? "");
});

test("nodes that would have one name in Kubernetes are refused, by their place in the lab", (t) => {
  const { plan } = labUnderTest("lvs-dr");
  const nodes = plan.nodes.map((node, index) =>
    index < 2 ? { ...node, name: ["a-b1", "a.b1"][index] ?? "" } : node,
  );
  const error = t.throws(() => emitClabernetes(inputOf({ ...plan, nodes }, HOST)), {
    instanceOf: CannotExpress,
    message: "node a.b1 would be called a-b1 in Kubernetes, as node a-b1 is",
  });
  t.deepEqual(error?.at, ["tiers", "client"]);
});

test("a prefix that begins no name in Kubernetes is refused", (t) => {
  const input = { ...onHost("lvs-dr"), prefix: "My_Lab" };
  t.throws(() => emitClabernetes(input), {
    instanceOf: CannotExpress,
    message: /no name that begins with My_Lab/,
  });
});

test("a node on User Mode Linux is refused, by its place in the lab", (t) => {
  const error = t.throws(() => emitClabernetes(inputOfLab("lvs-dr")), {
    instanceOf: CannotExpress,
    message: "node lvs1 would run on User Mode Linux, for whose memory clabernetes has no word",
  });
  t.deepEqual(error?.at, ["tiers", "lvs"]);
});

test("files too large for a ConfigMap are refused", (t) => {
  const { plan } = labUnderTest("lvs-dr");
  const large = { path: "/etc/large", mode: "0644", content: "x".repeat(1_048_577), daemon: null };
  const nodes = plan.nodes.map((node) => (node.name === "web2" ? { ...node, files: [large] } : node));
  const error = t.throws(() => emitClabernetes(inputOf({ ...plan, nodes }, HOST)), {
    instanceOf: CannotExpress,
    message: /^the files of node web2 have \d+ bytes, and a ConfigMap holds 1048576$/,
  });
  t.deepEqual(error?.at, ["tiers", "web"]);
});

function manifest(input: EmitInput): { readonly maps: readonly ConfigMap[]; readonly topology: Topology } {
  const [main] = emitClabernetes(input);
  const all = parseAllDocuments(main?.text ?? "").map((document) => document.toJS());
  const topology = all.at(-1);
  if (topology?.kind !== "Topology") throw new Error("expected a Topology at the end");
  return { maps: all.slice(0, -1), topology };
}
