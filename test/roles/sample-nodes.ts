import { type LabInput, labSchema } from "../../stacks/lab/schema/lab.ts";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { templates } from "../plan/lab-files.ts";

type ServiceInput = NonNullable<LabInput["services"]>[string];

type DirectorInput = Extract<LabInput["tiers"][string], { role: "director" }>;

function nodes(
  more: Partial<ServiceInput> = {},
  director: Partial<DirectorInput> = {},
  front: LabInput["segments"][string] = "10.1.0.0/24",
): readonly PlannedNode[] {
  const lab = labSchema.parse({
    lab: "sample",
    about: "One node of each role.",
    segments: { front, back: "10.2.0.0/24" },
    tiers: {
      client: { role: "client", on: "front" },
      edge: { role: "router", on: ["front", "back"] },
      plain: { role: "router", on: "front", routing: "kernel" },
      lvs: { role: "director", on: "front", ...director },
      web: { role: "nginx", on: "front", upstream: "app" },
      app: { role: "tomcat", on: "front" },
      cache: { role: "cdn", on: ["front", "back"], origin: "shop" },
      gate: { role: "guard", on: ["front", "back"], protect: "shop" },
    },
    services: {
      shop: { vip: "10.1.0.100", director: "lvs", mode: "dr", servers: ["web", "app"], ...more },
    },
  } satisfies LabInput);
  return planLab(lab, templates).nodes;
}

/** A node of every role, and a second router whose routes are the kernel's. */
export function everyRole(): readonly PlannedNode[] {
  return nodes();
}

/** A director whose service also has these settings. */
export function directs(service: Partial<ServiceInput>): PlannedNode {
  return directorOf(nodes(service));
}

/** The same of a dual-stack service, its tier with these settings as well. */
export function directsBoth(
  service: Partial<ServiceInput>,
  director: Partial<DirectorInput> = {},
): PlannedNode {
  const both = { vip6: "fd00:0:0:1::100", ...service };
  return directorOf(nodes(both, director, ["10.1.0.0/24", "fd00:0:0:1::/64"]));
}

function directorOf(all: readonly PlannedNode[]): PlannedNode {
  const director = all.find((node) => node.role === "director");
  if (director === undefined) throw new Error("the sample has no director");
  return director;
}
