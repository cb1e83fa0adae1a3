/** Rules of meaning that an exercise may break on purpose, by `allow`. */
export const ALLOWABLE_RULES = ["dr-same-segment", "dr-port", "vip-in-segment"] as const;
export type AllowableRule = (typeof ALLOWABLE_RULES)[number];
