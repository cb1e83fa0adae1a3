import type { NginxRule } from "../lab/schema/tiers/nginx.ts";
import type { Pool } from "./role.ts";

/** What nginx.conf says of where requests go. */
export interface Routing {
  readonly pools: readonly (Pool & { readonly key: string })[];
  /** One question a rule: the first that is answered with yes tells the pool, the next one is asked otherwise. */
  readonly questions: readonly Question[];
  /** What is passed to: an upstream, or the variable that names one; null where the node answers by itself. */
  readonly target: string | null;
  readonly sticky: boolean;
}

export interface Question {
  /** The number of the variable that has the answer, from 1 on. */
  readonly number: number;
  readonly asks: "path" | "host" | "header" | "cookie";
  /** The variable's name after `http_` or `cookie_`; empty where it is the path or the host. */
  readonly variable: string;
  readonly value: string;
  readonly to: string;
  readonly otherwise: string;
}

/** By a cookie a request finds its server within its pool, so what names the pool is then itself a variable. */
export function routingOf(pools: readonly Pool[], rules: readonly NginxRule[], sticky: boolean): Routing {
  const target = (tier: string) => (sticky ? `$member_of_${keyOf(tier)}` : tier);
  const [first] = pools;
  return {
    pools: pools.map((pool) => ({ ...pool, key: keyOf(pool.tier) })),
    questions:
      first === undefined
        ? []
        : rules.map((rule, index) => ({
            number: index + 1,
            ...asked(rule),
            to: target(rule.to),
            otherwise: index + 1 === rules.length ? target(first.tier) : `$way_${index + 2}`,
          })),
    target: first === undefined ? null : rules.length > 0 ? "$way_1" : target(first.tier),
    sticky,
  };
}

/** Names of variables have underscores where names of tiers have dashes and dots. */
function keyOf(tier: string): string {
  return tier.replaceAll(/[-.]/g, "_");
}

function asked(rule: NginxRule): Pick<Question, "asks" | "variable" | "value"> {
  if ("path" in rule) return { asks: "path", variable: "", value: rule.path };
  if ("host" in rule) return { asks: "host", variable: "", value: rule.host };
  const asks = "header" in rule ? "header" : "cookie";
  const [[name, value] = ["", ""]] = Object.entries("header" in rule ? rule.header : rule.cookie);
  return { asks, variable: name.toLowerCase().replaceAll("-", "_"), value };
}
