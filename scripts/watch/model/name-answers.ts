import { decode, encode, type Packet } from "dns-packet";
import type { Plan, PlannedName } from "../../../stacks/plan/plan.ts";
import { queryPacket } from "../../traffic/query-packet.ts";

/** What clients of one prefix are told for a name. */
export interface NameView {
  readonly name: string;
  /** The clients' prefix; null where all are told the same. */
  readonly clients: string | null;
  /** The services, or tiers, that the answer stands for; none where nothing is answered. Null: not known yet. */
  readonly whose: readonly string[] | null;
  /** Those that such clients are told while all is well. */
  readonly planned: readonly string[];
}

/** A question a name and prefix of clients. */
interface Asked {
  readonly name: PlannedName;
  readonly clients: string | null;
  readonly planned: readonly string[];
}

function asked({ names = [] }: Plan): Asked[] {
  return names.flatMap((name): Asked[] => {
    const own = name.answers.flatMap(({ clients, whose }) =>
      clients.map((prefix) => ({ name, clients: prefix, planned: [whose] })),
    );
    return own.length > 0 ? own : [{ name, clients: null, planned: name.answers.map(({ whose }) => whose) }];
  });
}

/** The queries to a name server, in hexadecimal, numbered by their ids from 1 on. */
export function queriesOf(plan: Plan): string[] {
  return asked(plan).map(({ name, clients }, index) =>
    encode(query(name.name, clients, index + 1)).toString("hex"),
  );
}

function query(name: string, clients: string | null, id: number): Packet {
  return queryPacket({
    id,
    name,
    type: "A",
    asksWho: false,
    ...(clients === null ? {} : { subnet: clients }),
  });
}

/** The names of a lab as a name server answered; `text` has an answer a line, undefined where none was asked yet. */
export function namesIn(text: string | undefined, plan: Plan): NameView[] {
  const answers = new Map((text ?? "").split("\n").flatMap(addressesById));
  return asked(plan).map(({ name, clients, planned }, index) => {
    const addresses = answers.get(index + 1) ?? [];
    const whose = addresses.map(
      (address) => name.answers.find((answer) => answer.address === address)?.whose ?? address,
    );
    return { name: name.name, clients, planned, whose: text === undefined ? null : whose.sort() };
  });
}

/** What is no DNS packet is nobody's answer. */
function addressesById(hex: string): [number, string[]][] {
  if (hex === "") return [];
  try {
    const { id, answers } = decode(Buffer.from(hex, "hex"));
    return [[id ?? 0, (answers ?? []).flatMap((one) => (one.type === "A" ? [one.data] : []))]];
  } catch {
    return [];
  }
}
