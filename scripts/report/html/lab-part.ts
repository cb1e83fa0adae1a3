import { layOut } from "../../../stacks/emit/graph/layout.ts";
import { svgOf } from "../../../stacks/emit/graph/svg.ts";
import { seconds } from "../duration.ts";
import type { LabResult } from "../result.ts";
import { claimPart } from "./claim-part.ts";
import { verdictMark } from "./mark.ts";
import type { Drawn } from "./page.ts";
import { told } from "./told.ts";

/** A lab: what it is, its topology, and its claims. */
export function labPart(lab: LabResult, index: number, drawn: Drawn): string[] {
  const id = `lab-${index}`;
  const uml = Object.entries(lab.nodeKernels).flatMap(([node, kernel]) => (kernel === "uml" ? [node] : []));
  const kernels = uml.length === 0 ? "" : `; ${uml.join(", ")} on User Mode Linux`;
  const phases = lab.phases.map(({ name, ms }) => `${name} ${seconds(ms)}`).join(" · ");
  return [
    `<section id="${id}">`,
    `<h2>${told(lab.lab)} ${verdictMark(lab.verdict)}</h2>`,
    `<p class="soft"><code>${told(lab.source)}</code>, engine ${told(lab.engine)}${told(kernels)}</p>`,
    lab.error === null ? "" : `<p>${told(lab.error)}</p>`,
    ...(drawn.pictures ? picture(lab, id) : []),
    ...lab.tests.map((test, number) => claimPart(test, `${id}-claim-${number}`, lab, drawn)),
    ...lab.notes.map((note) => `<p class="soft">Note: ${told(note)}</p>`),
    phases === "" ? "" : `<p class="soft">Time: ${told(phases)}</p>`,
    "</section>",
  ];
}

function picture(lab: LabResult, id: string): string[] {
  const svg = svgOf(layOut(lab.picture), id);
  return [
    `<div class="picture" tabindex="0" role="region" aria-label="${told(`The topology of ${lab.lab}`)}">${svg}</div>`,
  ];
}
