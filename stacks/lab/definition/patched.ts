/** One, or a list of them. */
export type OneOrMore<T> = T | readonly T[];

/** What of a value can be changed: settings by name, where null removes one; a list is replaced. */
export type Patched<T> = T extends readonly unknown[] | string | number | boolean | null | undefined
  ? T
  : { readonly [Key in keyof T]?: Patched<T[Key]> | null };
