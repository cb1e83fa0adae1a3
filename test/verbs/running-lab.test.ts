import test from "ava";
import type { Engine } from "../../scripts/engines/engine.ts";
import { findRunningLab } from "../../scripts/verbs/running-lab.ts";
import { runningLab } from "../run/scripted-means.ts";

const sample = runningLab({ lab: "sample", segments: [], nodes: [], services: [] }, "/labs/other.yaml");

test("a lab that is known by its name is found, whatever state the other labs are in", async (t) => {
  const engine = {
    find: async (name: string) => (name === "sample" ? sample : undefined),
    list: async () => {
      throw new Error("another lab is being built");
    },
  } as unknown as Engine;
  t.is(await findRunningLab(engine, "sample"), sample);
  await t.throwsAsync(findRunningLab(engine, "elsewhere"), { message: "another lab is being built" });
});

test("a lab is found by its file as well", async (t) => {
  const lvsDr = { ...sample, name: "renamed", source: `${process.cwd()}/labs/lvs-dr.yaml` };
  const engine = { find: async () => undefined, list: async () => [lvsDr] } as unknown as Engine;
  t.is(await findRunningLab(engine, "labs/lvs-dr.yaml"), lvsDr);
});
