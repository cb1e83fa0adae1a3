/** tierlab as a library: labs in TypeScript, and labs in a person's own cdktf app. */
export { defineLab, type LabDefinition } from "../../stacks/lab/definition/define-lab.ts";
export { TrafficLab, type TrafficLabProps } from "./traffic-lab.ts";
