import type { JsonSchema } from "../../stacks/lab/terms/schema-mapping.ts";

/** As much more of JSON Schema as types take. */
interface Schema
  extends Pick<JsonSchema, "description" | "required" | "$ref" | "const" | "enum" | "default"> {
  readonly type?: string;
  /** What a name means, as `tier`; the key of LabNames that has all such names. */
  readonly names?: string;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** What stands at a place and is a type of its own: its name, or what the name of each of several ends in. */
type Named = { readonly name: string } | { readonly ending: string };

const TIER = { ending: "Tier" };
const NAMED: Readonly<Record<string, Named>> = {
  "segments.NAME": { name: "Segment" },
  "tiers.NAME": TIER,
  "services.NAME": { name: "Service" },
  "names.NAME": { name: "DomainName" },
  site: { name: "SharedParts" },
  "site.segments.NAME": { name: "SiteSegment" },
  "site.tiers.NAME": TIER,
  "site.services.NAME": { name: "SharedService" },
  "sites.NAME": { name: "Site" },
  "tests[]": { name: "Test" },
  "tests[].send": { ending: "Sender" },
  "tests[].breaks[]": { name: "Break" },
  "tests[].breaks[].with": { name: "Patch" },
  fault: { ending: "Fault" },
  "fault.change": { name: "Patch" },
  expect: { name: "Expect" },
};
/** The types that define names: D are those to be found out by the compiler, R are they as others refer to them. */
const DEFINING: Readonly<Record<string, string>> = {
  Lab: "Outside<R>",
  Site: "Within<R>",
  SharedParts: "Within<R>",
};

/** The keys and values of mappings whose keys are names of the lab, where the schema does not say them; `some`: not each of those names has a value there. */
const changes = (key: string, value: string) => `{ readonly [Name in ${key}]?: Patched<${value}> | null }`;
const MAPPINGS: Readonly<Record<string, string | { readonly key: string; readonly some?: true }>> = {
  segments: { key: 'D["segment"]' },
  tiers: { key: 'D["tier"]' },
  services: { key: 'D["service"]' },
  names: { key: 'D["domain"]' },
  sites: { key: 'D["site"]' },
  "site.segments": { key: 'D["ownSegment"]', some: true },
  "site.tiers": { key: 'D["ownTier"]', some: true },
  "site.services": { key: 'D["ownService"]', some: true },
  "sites.NAME.segments": changes('D["ownSegment"]', "SiteSegment"),
  "sites.NAME.tiers": changes('D["ownTier"]', "AnyTier<Within<R>>"),
  "sites.NAME.services": changes('D["ownService"]', "SharedService<Within<R>>"),
  "Patch.segments": changes('N["defined"]["segment"]', "Segment"),
  "Patch.tiers": changes('N["defined"]["tier"]', "AnyTier<N>"),
  "Patch.services": changes('N["defined"]["service"]', "Service<N>"),
  "Patch.names": changes('N["defined"]["domain"]', "DomainName<N>"),
  "Patch.site": 'Patched<SharedParts<N["defined"], N["defined"]>>',
  "Patch.sites": changes('N["defined"]["site"]', 'Site<N["defined"], N["defined"]>'),
};

/** The types of a lab in TypeScript, with the schema's own descriptions, as stacks/lab/definition/lab-types.ts holds them. */
export function labTypes(root: object): string {
  const writer = new TypeWriter(root as Schema);
  writer.declare("Lab", root as Schema, "");
  return `${[HEAD, ...writer.declarations.values()].join("\n\n")}\n`;
}

const HEAD = `// Written from the schema; TIERLAB_GOLDEN=write npx ava test/library/lab-types.test.ts writes it anew.
import type { DefinedNames, LabNames, Outside, Within } from "./lab-names.ts";
import type { OneOrMore, Patched } from "./patched.ts";`;

class TypeWriter {
  readonly declarations = new Map<string, string>();

  private readonly root: Schema;

  constructor(root: Schema) {
    this.root = root;
  }

  /** Declares what stands at a place by a name, where it is not yet; gives whether it speaks of names. */
  declare(name: string, schema: Schema, place: string): boolean {
    const known = this.declarations.get(name);
    const own =
      name in DEFINING ? "<D extends DefinedNames, R extends DefinedNames>" : "<N extends LabNames>";
    if (known !== undefined) return known.includes(own);
    this.declarations.set(name, "");
    const inside = name === "Patch" ? name : place;
    const shape = this.shapeOf(schema, inside, DEFINING[name] ?? "N");
    const parameters = /\b[NDR]\b(>|\[|,)/.test(shape) ? own : "";
    const text =
      schema.properties === undefined
        ? `export type ${name}${parameters} = ${shape};`
        : `export interface ${name}${parameters} ${shape}`;
    this.declarations.set(name, `${comment(schema)}${text}`);
    return parameters !== "";
  }

  private typeOf(schema: Schema, place: string, names: string): string {
    const refers = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if (refers !== undefined) {
      const name = refers.replace("#/definitions/", "");
      return this.typeOf(this.root.definitions?.[name] ?? {}, name, names);
    }
    const branches = schema.anyOf ?? schema.oneOf;
    const list = branches?.[1]?.items;
    if (branches?.length === 2 && list !== undefined && !isList(list) && isSame(branches[0], list))
      return `OneOrMore<${this.typeOf(list, place, names)}>`;
    const named = namedAt(place);
    return named === null ? this.shapeOf(schema, place, names) : this.reference(named, schema, place, names);
  }

  /** The type itself, whether or not it has a name. */
  private shapeOf(schema: Schema, place: string, names: string): string {
    const { anyOf, oneOf, items, additionalProperties: values } = schema;
    const branches = anyOf ?? oneOf;
    if (schema.names !== undefined) return `${names}["${schema.names}"]`;
    if (branches !== undefined) return union(branches.map((branch) => this.shapeOf(branch, place, names)));
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
    if (schema.properties !== undefined) return this.body(schema, place, names);
    if (typeof values === "object") return this.mapping(schema, values, place, names);
    if (items === undefined) return schema.type === "integer" ? "number" : (schema.type ?? "unknown");
    return isList(items)
      ? `readonly [${items.map((item) => this.typeOf(item, `${place}[]`, names)).join(", ")}]`
      : `readonly ${grouped(this.typeOf(items, `${place}[]`, names))}[]`;
  }

  private reference(named: Named, schema: Schema, place: string, names: string): string {
    if ("name" in named) {
      const speaks = this.declare(named.name, schema, place);
      return `${named.name}${named.name in DEFINING ? "<D, R>" : speaks ? `<${names}>` : ""}`;
    }
    const all = `Any${named.ending}`;
    const members = (schema.anyOf ?? schema.oneOf ?? []).map((member, _, others) => {
      const name = `${title(tellerOf(member, others))}${named.ending}`;
      return `${name}${this.declare(name, member, place) ? "<N>" : ""}`;
    });
    this.declarations.set(
      all,
      `${comment(schema)}export type ${all}<N extends LabNames> = ${members.join(" | ")};`,
    );
    return `${all}<${names}>`;
  }

  private mapping(schema: Schema, values: Schema, place: string, names: string): string {
    const known = MAPPINGS[place];
    if (typeof known === "string") return known;
    const value = this.typeOf(values, `${place}.NAME`, names);
    if (known !== undefined) return `{ readonly [Name in ${known.key}]${known.some ? "?" : ""}: ${value} }`;
    const keys = schema.propertyNames?.names;
    return keys === undefined
      ? `Readonly<Record<string, ${value}>>`
      : `{ readonly [Name in ${names}["${keys}"]]?: ${value} }`;
  }

  private body({ properties = {}, required = [] }: Schema, place: string, names: string): string {
    const lines = Object.entries(properties).map(([key, property]) => {
      const type = this.typeOf(property, place === "" ? key : `${place}.${key}`, names);
      const written = /^[a-z][A-Za-z0-9]*$/.test(key) ? key : JSON.stringify(key);
      return `${comment(property)}readonly ${written}${required.includes(key) ? "" : "?"}: ${type};`;
    });
    return `{\n${lines.join("\n").replaceAll(/^/gm, "  ")}\n}`;
  }
}

function namedAt(place: string): Named | null {
  const [, check] = /^expect\.([a-z-]+)$/.exec(place) ?? [];
  return check === undefined ? (NAMED[place] ?? null) : { name: `${title(check)}Check` };
}

function comment({ description, default: value }: Schema): string {
  const told = value === undefined || (typeof value === "object" && value !== null);
  const text = `${description ?? ""}${told ? "" : ` @default ${JSON.stringify(value)}`}`.trim();
  return text === "" ? "" : `/** ${text.replaceAll("*/", "*\\/")} */\n`;
}

/** What tells it from the others: its role, or the first key that only it must have. */
function tellerOf({ properties = {}, required = [] }: Schema, all: readonly Schema[]): string {
  const { role } = properties;
  const key = required.find((one) => all.filter((other) => one in (other.properties ?? {})).length === 1);
  const teller = role?.const ?? key;
  if (teller === undefined) throw new Error("Expected something that tells a mapping from the others");
  return String(teller);
}

/** `any text` takes all others in, so an editor would not complete them. */
function union(types: readonly string[]): string {
  const all = [...new Set(types)];
  const some = all.length > 1 ? all.map((type) => (type === "string" ? "(string & {})" : type)) : all;
  return some.join(" | ");
}

function grouped(type: string): string {
  return type.includes(" | ") ? `(${type})` : type;
}

function title(words: string): string {
  return words.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

function isList(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}

function isSame(one: Schema | undefined, other: Schema): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
