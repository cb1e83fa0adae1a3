import { loadTemplates } from "../../scripts/load-templates.ts";
import type { LabFile } from "../../scripts/run/lab-file.ts";
import { labPlans } from "../../scripts/run/lab-plans.ts";
import { readLab } from "../../stacks/lab/read-lab.ts";

const LAB = `
lab: sample
about: A small lab for the test's loop.
segments: { office: 198.18.0.0/24, dmz: 10.10.0.0/24 }
tiers:
  client: { role: client, on: office }
  edge: { role: router, on: [office, dmz] }
  lvs: { role: director, on: dmz }
  web: { role: nginx, on: dmz, count: 2 }
services:
  shop: { vip: 10.10.0.100, director: lvs, mode: dr, servers: web }
`;

const templates = loadTemplates();

/** A small lab with the given tests, read and planned as a lab file is; each place is told as `tests.0.expect`. */
export function sampleLabFile(tests: string, name = "sample"): LabFile {
  const text = LAB.replace("lab: sample", `lab: ${name}`) + tests;
  const reading = readLab(text, { file: "sample.yaml" });
  const { lab } = reading;
  if (lab === null) throw new Error(reading.diagnostics.map(({ message }) => message).join("\n"));
  return {
    path: `/labs/${name}.yaml`,
    shownPath: `labs/${name}.yaml`,
    lab,
    ...labPlans(reading, lab, templates),
    where: (path) => path.join("."),
  };
}
