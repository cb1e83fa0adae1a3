/** What a word can be, in the order in which the words are listed. */
export const TERM_KINDS = ["role", "sender", "fault", "check", "field", "value", "rule", "claim"] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** One meaning of a word of the language of labs, from the text of the schema, the rules or the labs themselves. */
export interface Term {
  readonly name: string;
  readonly kind: TermKind;
  /** Whose it is: the roles that have a field, the lab of a claim; empty where the kind says all. */
  readonly of: readonly string[];
  readonly about: string;
  /** Where it is written, as in `tiers.NAME.upstream`. */
  readonly at: readonly string[];
  /** What else is to be known, each by a short name, as in `default`. */
  readonly facts: Readonly<Record<string, string>>;
  /** What can be written within it, each with what it means. */
  readonly fields: Readonly<Record<string, string>>;
}
