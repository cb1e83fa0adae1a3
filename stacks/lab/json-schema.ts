import { z } from "zod";
import { labSchema } from "./schema/lab.ts";

/** The JSON Schema of a lab file as a person writes it (draft 7, which editors know best), as labs/lab.schema.json holds it. */
export function labJsonSchema(): string {
  const schema = z.toJSONSchema(labSchema, { io: "input", target: "draft-7" });
  return `${JSON.stringify({ ...schema, title: "tierlab lab" }, null, 2)}\n`;
}
