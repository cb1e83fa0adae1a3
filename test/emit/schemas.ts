import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";

// containerlab 0.79's schemas/clab.schema.json, and the custom resource of clabernetes, both under BSD-3-Clause.
const read = (name: string) => readFileSync(new URL(`schema/${name}`, import.meta.url), "utf8");
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

/** Whether data is a topology file of containerlab. */
export const isContainerlab: ValidateFunction = ajv.compile(JSON.parse(read("clab.schema.json")));

/** Whether data is a Topology of clabernetes, without a field that the resource does not know: Kubernetes drops those. */
export const isTopology: ValidateFunction = ajv.compile(
  closed(parse(read("topologies-crd.c9s.run.yaml")).spec.versions[0].schema.openAPIV3Schema),
);

function closed(schema: unknown): object {
  if (typeof schema !== "object" || schema === null) throw new Error("expected a schema");
  const rest = Object.entries(schema).map(([key, value]) => [
    key,
    key === "properties"
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, closed(one)]))
      : key === "items" || (key === "additionalProperties" && typeof value === "object")
        ? closed(value)
        : value,
  ]);
  const open = !("properties" in schema) || "additionalProperties" in schema;
  // The server adds fields to metadata, which the resource leaves open.
  return { ...Object.fromEntries(rest), ...(open ? {} : { additionalProperties: false }) };
}
