import test from "ava";
import stringWidth from "string-width";
import type { NodeKernel } from "../../scripts/engines/engine.ts";
import { type InspectedNode, inspectReport } from "../../scripts/report/inspect-report.ts";
import { plainStyle } from "../../scripts/terminal/style.ts";
import { outerFeatures } from "../../stacks/guest/kernel-sides.ts";
import { sampleLab } from "../observe/sample-lab.ts";
import { labNames, labUnderTest } from "../plan/lab-files.ts";

/** Every lab of labs/ as if it ran, with one daemon down. */
function reportOf(name: string, columns: number, kernel: NodeKernel = "host"): string[] {
  const { plan } = labUnderTest(name);
  const nodes = plan.nodes.map(
    (node): InspectedNode => ({
      ...node,
      kernel,
      onHost: outerFeatures(node, kernel),
      runs: true,
      loopback: node.loopback,
      daemons: node.daemons.map((daemon, index) => ({ name: daemon.name, runs: index !== 0 })),
    }),
  );
  const lab = { ...sampleLab(plan), name };
  const options = { style: plainStyle, columns };
  return inspectReport(lab, `labs/${name}.yaml`, nodes, options).split("\n");
}

for (const name of labNames) {
  test(`${name} keeps within the columns of a narrow terminal`, (t) => {
    for (const columns of [60, 80, 100])
      t.deepEqual(
        reportOf(name, columns).filter((line) => stringWidth(line) > columns),
        [],
      );
  });
}

test("in a pipe each node is one line", (t) => {
  const lines = reportOf("lvs-dr", Number.POSITIVE_INFINITY);
  const { plan } = labUnderTest("lvs-dr");
  for (const { name, role } of plan.nodes)
    t.is(lines.filter((line) => line.startsWith(`✓ ${name} `) && line.includes(role)).length, 1, name);
  t.true(lines.some((line) => /✓ web1 .*eth0 dmz [\d.]+\/24 .*, eth1 .* nginx is down$/.test(line)));
});

test("where the table is too wide, a node's interfaces and daemons stand under it", (t) => {
  const lines = reportOf("lvs-dr", 60);
  const edge = lines.indexOf("✓ edge1  router, host");
  t.true(edge > 0);
  t.regex(lines[edge + 1] ?? "", /^ {4}eth0 office [\d.]+\/24 [\da-f:]+\/64$/);
  t.regex(lines[edge + 4] ?? "", /^ {4}frr is down$/);
});

test("what the host's kernel does for a node with a kernel of its own stands beside that one", (t) => {
  const lines = reportOf("lvs-fullnat", Number.POSITIVE_INFINITY, "uml");
  t.true(lines.some((line) => /^✓ lvs1 +director +uml, source NAT on the host's +eth0 /.test(line)));
});
