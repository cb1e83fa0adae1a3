/** As much of JSON Schema as the lab's own uses. */
export interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
}

/** A mapping that can be written somewhere. */
export interface SchemaMapping {
  readonly schema: JsonSchema;
  /** From the place on, as in `.NAME` for each entry of a record and `[]` for each of a list. */
  readonly below: string;
  /** What tells it from the others that can stand there: its role, or the key that only it has; null where it is alone. */
  readonly teller: string | null;
}

/** The mappings that can stand where a schema does, each once. */
export function mappingsOf(schema: JsonSchema, root: JsonSchema): SchemaMapping[] {
  const found = new Map<string, Omit<SchemaMapping, "teller">>();
  for (const one of mappingsIn(schema, root)) {
    const text = JSON.stringify(one.schema);
    if (!found.has(text)) found.set(text, one);
  }
  const all = [...found.values()];
  return all.map((one) => ({ ...one, teller: all.length === 1 ? null : tellerOf(one.schema, all) }));
}

/** The name of what a schema refers to, itself or for each of a list; null where it says all by itself. */
export function referenceOf(schema: JsonSchema): string | null {
  const { $ref, allOf = [], items } = schema;
  const found = $ref ?? allOf.find((part) => part.$ref !== undefined)?.$ref ?? items?.$ref;
  return found?.replace("#/definitions/", "") ?? null;
}

function* mappingsIn(schema: JsonSchema, root: JsonSchema): Generator<Omit<SchemaMapping, "teller">> {
  const { $ref, allOf = [], anyOf = [], oneOf = [], items, additionalProperties } = schema;
  if (schema.properties !== undefined) yield { schema, below: "" };
  const meant = $ref === undefined ? undefined : root.definitions?.[$ref.replace("#/definitions/", "")];
  const branches = [...allOf, ...anyOf, ...oneOf, ...(meant === undefined ? [] : [meant])];
  for (const branch of branches) yield* mappingsIn(branch, root);
  const within = (part: JsonSchema, step: string) =>
    [...mappingsIn(part, root)].map((one) => ({ ...one, below: step + one.below }));
  if (items !== undefined) yield* within(items, "[]");
  if (typeof additionalProperties === "object") yield* within(additionalProperties, ".NAME");
}

function tellerOf(schema: JsonSchema, all: readonly Pick<SchemaMapping, "schema">[]): string | null {
  const { properties = {}, required = [] } = schema;
  const others = all.filter((one) => one.schema !== schema).map((one) => one.schema.properties ?? {});
  const tells = (key: string) => others.every((other) => other[key]?.const !== undefined);
  const [, role] = Object.entries(properties).find(([key, { const: is }]) => is && tells(key)) ?? [];
  return role?.const !== undefined
    ? String(role.const)
    : (required.find((key) => !others.some((other) => key in other)) ?? null);
}
