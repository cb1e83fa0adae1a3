import { type JsonSchema, mappingsOf, referenceOf, type SchemaMapping } from "./schema-mapping.ts";
import type { Term, TermKind } from "./term.ts";

/** Every role, sender, fault, check, field and value of the lab's JSON Schema, told by its own descriptions. */
export function schemaTerms(root: JsonSchema): Term[] {
  const terms = [
    ...mappingTerms({ root, seen: new Set() }, { schema: root, below: "", teller: null }, "", "lab"),
  ];
  return merged(terms);
}

/** What the mappings at a place are called, where they have a name of their own. */
const KIND_AT: Readonly<Record<string, TermKind>> = {
  "tiers.NAME": "role",
  "tests[].send": "sender",
  "tests[].timeline[]": "fault",
};
const CHECKS_AT = "tests[].expect";
/** Whose values are names of checks and rules, which have terms of their own. */
const NAMED_ELSEWHERE: readonly string[] = ["fails", "allow"];

interface Walk {
  readonly root: JsonSchema;
  /** References that were followed: what they mean is told where it is met first. */
  readonly seen: Set<string>;
}

function* mappingTerms(walk: Walk, mapping: SchemaMapping, at: string, owner: string): Generator<Term> {
  const { schema, teller } = mapping;
  const place = at + mapping.below;
  const kind = KIND_AT[place];
  if (kind !== undefined && teller !== null)
    yield term({ name: teller, kind, schema, at: [place], of: [], fields: fieldsOf(schema) });
  const whose = teller ?? owner;
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const path = place === "" ? key : `${place}.${key}`;
    yield* propertyTerms(walk, { key, property, path, whose, isTold: kind !== undefined && key === teller });
  }
}

interface Property {
  readonly key: string;
  readonly property: JsonSchema;
  readonly path: string;
  readonly whose: string;
  /** Whether it is what tells its mapping, which has a term already. */
  readonly isTold: boolean;
}

function* propertyTerms(walk: Walk, { key, property, path, whose, isTold }: Property): Generator<Term> {
  const isCheck = path === `${CHECKS_AT}.${key}`;
  const within = mappingsOf(property, walk.root);
  const fields = Object.assign({}, ...within.map((one) => toldBelow(one)));
  if (!isTold && typeof property.const !== "string") {
    const of = isCheck ? [] : [whose];
    yield term({ name: key, kind: isCheck ? "check" : "field", schema: property, at: [path], of, fields });
    for (const value of NAMED_ELSEWHERE.includes(key) ? [] : valuesOf(property))
      yield term({
        name: value,
        kind: "value",
        schema: property,
        at: [path],
        of: [`${whose}.${key}`],
        fields: {},
      });
  }
  const reference = referenceOf(property);
  if (reference !== null) {
    if (walk.seen.has(reference)) return;
    walk.seen.add(reference);
  }
  for (const mapping of within) yield* mappingTerms(walk, mapping, path, key);
}

/** What is told of a mapping where it can stand: its fields, or what it is where others can stand there too. */
function toldBelow({ schema, teller }: SchemaMapping): Record<string, string> {
  if (teller === null) return fieldsOf(schema);
  return { [teller]: schema.description ?? schema.properties?.[teller]?.description ?? "" };
}

function term(parts: Omit<Term, "about" | "facts"> & { readonly schema: JsonSchema }): Term {
  const { schema, ...rest } = parts;
  const values = rest.kind === "value" ? [] : valuesOf(schema);
  const facts = {
    ...(values.length === 0 ? {} : { values: values.join(", ") }),
    ...defaultOf(schema),
  };
  return { ...rest, about: schema.description ?? "", facts: rest.kind === "value" ? {} : facts };
}

function fieldsOf({ properties = {} }: JsonSchema): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, { description }]) =>
      description === undefined ? [] : [[key, description]],
    ),
  );
}

function valuesOf(schema: JsonSchema): string[] {
  const own = [...(schema.enum ?? []), ...(typeof schema.const === "string" ? [schema.const] : [])];
  const branches = [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ];
  return [...new Set([...own.map(String), ...branches.flatMap(valuesOf)])];
}

function defaultOf({ default: value }: JsonSchema): Record<string, string> {
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isPlain ? { default: String(value) } : {};
}

/** What is the same for several is told once, with all whose it is. */
function merged(terms: readonly Term[]): Term[] {
  const found = new Map<string, Term>();
  for (const one of terms) {
    const { name, kind, about, facts } = one;
    const key = JSON.stringify([name, kind, about, facts]);
    const known = found.get(key);
    const both = (a: readonly string[] = [], b: readonly string[]) => [...new Set([...a, ...b])];
    found.set(key, { ...(known ?? one), of: both(known?.of, one.of), at: both(known?.at, one.at) });
  }
  // Sites hold once more what the lab holds.
  return [...found.values()].map((one) => {
    const outside = one.at.filter((place) => !place.startsWith("site."));
    return outside.length === 0 ? one : { ...one, at: outside };
  });
}
