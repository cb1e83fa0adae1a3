import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider/index.js";
import test from "ava";
import { App, TerraformStack, Testing } from "cdktf";
import { findLocalProvider } from "../../../scripts/engines/docker/provider-lock.ts";
import { defineLab, TrafficLab } from "../../../scripts/library/index.ts";
import { emitTerraform } from "../../../stacks/emit/cdktf/emit-terraform.ts";
import { nodeKernels } from "../../../stacks/guest/kernel-sides.ts";
import { labUnderTest } from "../../plan/lab-files.ts";
import { isGolden } from "../golden-file.ts";

const lab = defineLab({
  lab: "shop",
  about: "Web servers behind an LVS director.",
  segments: { dmz: ["10.10.0.0/24", "2001:db8::/64"] },
  tiers: {
    client: { role: "client", on: "dmz" },
    lvs: { role: "director", on: "dmz" },
    web: { role: "nginx", on: "dmz", count: 2 },
  },
  services: {
    shop: { vip: "10.10.0.100", director: "lvs", mode: "dr", servers: { web: { weights: [2, 1] } } },
  },
});

function stackOf(weights: readonly [number, number] = [2, 1]): TerraformStack {
  const stack = new TerraformStack(new App(), "mine");
  const shop = { ...lab.services?.shop, servers: { web: { weights } } } as NonNullable<
    typeof lab.services
  >["shop"];
  new TrafficLab(stack, "shop", {
    lab: { ...lab, services: { shop } },
    image: "tierlab/node:test",
    bridges: "internal",
    nodeKernel: "uml",
  });
  return stack;
}

// Found out before the first test, as ava wants it.
const lacking =
  (await findLocalProvider()) === null ? "the Docker provider in a plugin folder" : lacksTerraform();
const withTerraform = lacking === null ? test : test.skip;
const why = lacking === null ? "" : `, which takes ${lacking}`;

test("the synthesised stack is the golden one", (t) => {
  isGolden(t, "shop.tf.json", `${Testing.synth(stackOf())}\n`);
});

test("a node is a container with its address, a segment an internal network without an address of the host", (t) => {
  const synthesised = Testing.synth(stackOf());
  t.true(
    Testing.toHaveResourceWithProperties(synthesised, "docker_container", {
      name: "tierlab-shop-web1",
      hostname: "web1",
      restart: "no",
    }),
  );
  t.true(
    Testing.toHaveResourceWithProperties(synthesised, "docker_network", {
      name: "tierlab-shop-dmz",
      internal: true,
    }),
  );
  t.true(Testing.toHaveProvider(synthesised, "docker"));
});

test("an app's own provider is kept", (t) => {
  const stack = new TerraformStack(new App(), "mine");
  new DockerProvider(stack, "far", { host: "ssh://far" });
  new TrafficLab(stack, "shop", { lab });
  const { provider } = JSON.parse(Testing.synth(stack)) as { provider: { docker: unknown[] } };
  t.deepEqual(provider.docker, [{ host: "ssh://far" }]);
});

test("two labs fit into one stack, by their prefixes", (t) => {
  const stack = new TerraformStack(new App(), "mine");
  new TrafficLab(stack, "blue", { lab, prefix: "blue" });
  new TrafficLab(stack, "green", { lab, prefix: "green" });
  const { resource } = JSON.parse(Testing.synth(stack)) as {
    resource: { docker_container: Record<string, { name: string }> };
  };
  const names = Object.values(resource.docker_container).map(({ name }) => name);
  t.is(new Set(names).size, 8);
});

test("a changed weight touches the director's container alone", (t) => {
  const containers = (stack: TerraformStack) =>
    (
      JSON.parse(Testing.synth(stack)) as {
        resource: { docker_container: Record<string, { hostname: string }> };
      }
    ).resource.docker_container;
  const before = containers(stackOf());
  const after = containers(stackOf([2, 2]));
  const changed = Object.keys(before).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  t.deepEqual(
    changed.map((key) => before[key]?.hostname),
    ["lvs1"],
  );
});

test("text that Terraform would read as an expression is escaped", (t) => {
  const synthesised = Testing.synth(stackOf());
  const uploads = synthesised.match(/"content": "(\\.|[^"\\])*"/g) ?? [];
  t.true(uploads.length > 0);
  t.false(uploads.some((content) => /(?<![$%])[$%]\{/.test(content)));
});

withTerraform(`Terraform finds the labs valid${why}`, async (t) => {
  t.timeout(120_000);
  const folder = Testing.fullSynth(stackOf());
  t.true(Testing.toBeValidTerraform(folder));
  for (const name of ["lvs-fullnat", "reference"]) {
    const { plan } = labUnderTest(name);
    const [main] = emitTerraform({
      plan,
      image: "tierlab/node:test",
      prefix: "test",
      bridges: "open",
      kernels: nodeKernels(plan.nodes, "uml"),
    });
    writeFileSync(`${folder}/stacks/mine/cdk.tf.json`, main?.text ?? "");
    t.notThrows(() => execFileSync("terraform", ["validate"], { cwd: `${folder}/stacks/mine` }), name);
  }
});

function lacksTerraform(): string | null {
  try {
    execFileSync("terraform", ["version"], { stdio: "ignore" });
    return null;
  } catch {
    return "terraform";
  }
}
