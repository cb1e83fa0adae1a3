import { stringify } from "yaml";
import { mergePatch } from "../../stacks/lab/merge-patch.ts";
import { readLab } from "../../stacks/lab/read-lab.ts";
import type { LabInput } from "../../stacks/lab/schema/lab.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { templates } from "../plan/lab-files.ts";

/** The lab lvs-dr, small. */
export function directLab(lab: string): LabInput {
  return {
    lab,
    about: "Changed there and back, by direct routing.",
    segments: {
      office: ["198.18.0.0/24", "2001:db8::/64"],
      dmz: ["10.10.0.0/24", "2001:db8:10::/64"],
      apps: "10.20.0.0/24",
    },
    tiers: {
      client: { role: "client", on: "office" },
      edge: { role: "router", on: ["office", "dmz"] },
      lvs: { role: "director", on: "dmz" },
      web: { role: "nginx", on: ["dmz", "apps"], count: 2, upstream: "app" },
      app: { role: "tomcat", on: "apps" },
    },
    services: {
      shop: {
        vip: "10.10.0.100",
        vip6: "2001:db8:10::100",
        director: "lvs",
        mode: "dr",
        servers: { web: { weights: [3, 2] } },
        check: { http: "/healthz", every: "300ms", timeout: "500ms" },
      },
    },
  };
}

/** The lab lvs-nat, small, with the routes of its second router in the kernel. */
export function translatedLab(lab: string): LabInput {
  return {
    lab,
    about: "Changed there and back, by address translation.",
    segments: {
      office: ["198.18.0.0/24", "2001:db8::/64"],
      dmz: ["10.10.0.0/24", "2001:db8:10::/64"],
      inner: ["10.20.0.0/24", "2001:db8:20::/64"],
      farm: ["10.30.0.0/24", "2001:db8:30::/64"],
    },
    tiers: {
      client: { role: "client", on: "office" },
      edge: { role: "router", on: ["office", "dmz"] },
      lvs: { role: "director", on: ["dmz", "inner"] },
      core: { role: "router", on: ["inner", "farm"], routing: "kernel" },
      web: { role: "nginx", on: "farm", count: 2, upstream: "app" },
      app: { role: "tomcat", on: "farm" },
    },
    services: {
      shop: {
        vip: "10.10.0.100",
        vip6: "2001:db8:10::100",
        director: "lvs",
        mode: "nat",
        servers: { web: { weights: [3, 2], port: 8080 } },
        check: { http: "/healthz", every: "300ms", timeout: "500ms" },
      },
    },
  };
}

/** The plan of a lab with changes merged into it, as a break is; null where the language refuses what comes out. */
export function planWith(lab: LabInput, changes: readonly object[]): Plan | null {
  const document = changes.reduce<unknown>(mergePatch, lab);
  const reading = readLab(stringify(document), { file: `${lab.lab}.yaml` });
  return reading.lab === null ? null : planLab(reading.lab, templates);
}
