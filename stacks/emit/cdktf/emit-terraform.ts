import { App, Testing } from "cdktf";
import type { Emitter } from "../emitter.ts";
import { LabStack } from "./lab-stack.ts";

/** The lab as one file of Terraform's JSON, with variables for prefix, image and engine. */
export const emitTerraform: Emitter = ({ plan, ...settings }) => {
  const stack = new LabStack(new App(), plan.lab, {
    ...settings,
    plan,
    testCommand: `tierlab test ${plan.lab}`,
  });
  return [{ path: "main.tf.json", text: `${Testing.synth(stack)}\n`, mode: "0644" }];
};
