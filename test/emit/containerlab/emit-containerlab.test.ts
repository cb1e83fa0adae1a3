import test from "ava";
import { parse } from "yaml";
import { emitContainerlab } from "../../../stacks/emit/containerlab/emit-containerlab.ts";
import { CannotExpress } from "../../../stacks/emit/emitter.ts";
import { labNames, labUnderTest } from "../../plan/lab-files.ts";
import { isGolden } from "../golden-file.ts";
import { inputOf, inputOfLab, withoutDigests } from "../sample-input.ts";
import { isContainerlab } from "../schemas.ts";

interface Topology {
  readonly topology: {
    readonly nodes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly links: readonly { readonly endpoints: readonly string[] }[];
  };
}

for (const name of labNames) {
  test(`${name} is a topology by containerlab's schema, whose links end at its nodes`, (t) => {
    const [main, ...files] = emitContainerlab(inputOfLab(name));
    const data: Topology = parse(main?.text ?? "");
    t.true(isContainerlab(data), JSON.stringify(isContainerlab.errors));
    // What containerlab would take for a variable of its own environment.
    t.false(main?.text.includes("$"));
    const { nodes, links } = data.topology;
    const ends = links.flatMap(({ endpoints }) => endpoints);
    t.is(new Set(ends).size, ends.length);
    for (const end of ends) {
      const [node = "", device = ""] = end.split(":");
      t.true(node in nodes, end);
      t.true(device.length <= 15, end);
    }
    for (const node of Object.values(nodes)) {
      const [folder = ""] = binds(node);
      t.true(folder === "" || files.some(({ path }) => path.startsWith(`${folder}/`)));
      for (const awaited of waitedFor(node)) t.true(awaited in nodes);
    }
  });
}

test("nothing is privileged, and a node has the capabilities of its role beside Docker's own", (t) => {
  const [main] = emitContainerlab(inputOfLab("lvs-dr"));
  const { topology } = parse(main?.text ?? "");
  t.is(topology.defaults.privileged, false);
  t.deepEqual(topology.nodes.web1["cap-add"], ["CHOWN", "KILL", "NET_ADMIN", "SETGID", "SETUID"]);
  t.is(topology.nodes.fabric["cap-add"], undefined);
});

test("a topology of two sites, of routers that speak BGP and of a director on its own kernel are as in their golden files", (t) => {
  for (const name of ["lvs-dr", "bgp-ecmp", "reference"]) {
    const artifacts = emitContainerlab(inputOfLab(name));
    isGolden(t, `${name}.clab.yml`, withoutDigests(artifacts[0]?.text ?? ""));
  }
});

test("a node's folder holds what it does until it starts as in every other engine", (t) => {
  const files = emitContainerlab(inputOfLab("lvs-dr")).slice(1);
  isGolden(t, "lvs-dr-files.txt", `${files.map(({ path, mode }) => `${mode} ${path}`).join("\n")}\n`);
  for (const node of ["web1", "lvs1"]) {
    const cable = files.find(({ path }) => path === `lvs-dr/${node}/cable`);
    isGolden(t, `${node}-cable.sh`, cable?.text ?? "");
  }
});

test("a segment with more nodes than a bridge has ports is refused, by its place in the lab", (t) => {
  const { plan } = labUnderTest("lvs-dr");
  const [client] = plan.nodes;
  if (client === undefined) throw new Error("expected a node");
  const crowd = Array.from({ length: 1_024 }, (_, index) => ({ ...client, name: `client${index + 1}` }));
  const error = t.throws(() => emitContainerlab(inputOf({ ...plan, nodes: crowd })), {
    instanceOf: CannotExpress,
    message: "segment office has 1024 nodes, and a bridge 1023 ports",
  });
  t.deepEqual(error?.at, ["segments", "office"]);
});

function binds({ binds }: { readonly binds?: unknown }): string[] {
  return Array.isArray(binds) ? binds.map((bind) => String(bind).split(":")[0] ?? "") : [];
}

function waitedFor(node: object): string[] {
  return [...JSON.stringify(node).matchAll(/"node":"([^"]+)"/g)].map(([, name = ""]) => name);
}
