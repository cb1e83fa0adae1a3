import * as z from "zod";
import { labFileSchema } from "./schema/lab.ts";

/**
 * The JSON Schema of a lab file as a person writes it, as labs/lab.schema.json holds it. Draft 7 is what the YAML
 * language server and the editors' JSON services know best.
 */
export function labJsonSchema(): object {
  return schemaWith((jsonSchema) => {
    delete jsonSchema.names;
  });
}

/** The same with what each name in a lab means, as `names: "tier"`. */
export function labSchemaWithMeanings(): object {
  return schemaWith(() => {});
}

function schemaWith(change: (jsonSchema: z.core.JSONSchema.BaseSchema) => void): object {
  const { $schema, ...schema } = z.toJSONSchema(labFileSchema, {
    io: "input",
    target: "draft-7",
    override: ({ jsonSchema }) => {
      // the patterns say it too, and a validator in strict mode refuses a format that is not its own
      delete jsonSchema.format;
      change(jsonSchema);
    },
  });
  return { $schema, title: "tierlab lab", ...schema };
}
