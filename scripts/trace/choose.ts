import { changeInWords } from "../../stacks/lab/change-in-words.ts";
import type { Lab } from "../../stacks/lab/schema/lab.ts";
import { type HttpSend, http } from "../../stacks/lab/schema/senders/http.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import { didYouMean } from "../../stacks/lab/suggest.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Family } from "../../stacks/plan/prefix.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { clientsOf } from "../traffic/jobs.ts";

export interface Wish {
  readonly from?: string;
  readonly over?: Family;
  readonly path?: string;
}

/** The one request to trace: as a claim sends it where one is given, else to the lab's only service; mistakes are told with what there is. */
export function requestFor(
  plan: Plan,
  service: string | undefined,
  { from, over, path }: Wish,
  claim: Test | null = null,
): HttpSend {
  const like = claim?.send?.find((send) => "http" in send);
  const send = {
    ...(like === undefined ? {} : { over: like.over, path: like.path, headers: like.headers }),
    ...(like?.host === undefined ? {} : { host: like.host }),
    ...(like?.body === undefined ? {} : { body: like.body }),
    ...(like?.size === undefined ? {} : { size: like.size }),
    ...(like?.via === undefined ? {} : { via: like.via }),
    http: service === undefined ? (like?.http ?? onlyService(plan)) : knownService(plan, service),
    from: [from === undefined ? firstClient(plan, like?.from ?? []) : knownClient(plan, from)],
    requests: 1,
    ...(over === undefined ? {} : { over }),
    ...(path === undefined ? {} : { path }),
  };
  const read = http.schema.safeParse(send);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return refuse(`${issue?.path.join(".")}: ${issue?.message}`, "--path begins with a slash, as in /prices");
}

/** The claim with this id, which must have a break that one request can show. */
export function claimIn({ lab, tests }: Lab, id: string): Test {
  const claim = tests.find((test) => test.id === id);
  const shown = tests.filter(({ breaks }) => breaks.some((one) => changeInWords(one.with) !== ""));
  const ids = shown.map((test) => test.id);
  if (claim === undefined)
    return refuse(`lab ${lab} has no claim \`${id}\``, didYouMean(id, ids) ?? `claims: ${ids.join(", ")}`);
  if (shown.includes(claim)) return claim;
  return refuse(
    `the breaks of claim \`${id}\` are faults in time, which one request does not show`,
    `claims whose breaks change the lab: ${ids.join(", ")}`,
  );
}

function onlyService(plan: Plan): string {
  const known = servicesIn(plan);
  const [first] = known;
  if (first !== undefined && known.length === 1) return first;
  const names = (plan.names ?? []).map(({ name }) => name);
  if (known.length > 1 && names.length === 1 && names[0] !== undefined) return names[0];
  return refuse(
    `lab ${plan.lab} has ${known.length === 0 ? "no service that answers HTTP" : `${known.length} services`}: which one is to be asked?`,
    known.length === 0
      ? "a trace follows an HTTP request over TCP"
      : `one of: ${[...names, ...known].join(", ")}`,
  );
}

function knownService(plan: Plan, service: string): string {
  const udp = plan.services.find(({ name, protocol }) => name === service && protocol === "udp");
  if (udp !== undefined)
    return refuse(`service \`${service}\` is asked by UDP, and a trace follows HTTP over TCP`, null);
  const webTiers = plan.nodes.filter(({ role }) => ["nginx", "tomcat", "cdn"].includes(role));
  const known = [
    ...servicesIn(plan),
    ...(plan.names ?? []).map(({ name }) => name),
    ...new Set(webTiers.map(({ tier }) => tier)),
  ];
  if (known.includes(service)) return service;
  return refuse(
    `lab ${plan.lab} has no service \`${service}\``,
    didYouMean(service, known) ?? `it has: ${known.join(", ")}`,
  );
}

function servicesIn({ services }: Plan): string[] {
  return services.filter(({ protocol }) => protocol === "tcp").map(({ name }) => name);
}

function firstClient(plan: Plan, refs: readonly string[]): string {
  const first = clientsOf(refs, plan)[0] ?? clientsIn(plan)[0];
  return first ?? refuse(`lab ${plan.lab} has no client to ask from`, "a tier of `role: client` makes one");
}

function knownClient(plan: Plan, from: string): string {
  const known = clientsIn(plan);
  const [first] = clientsOf([from], plan).filter((name) => known.includes(name));
  if (first !== undefined) return first;
  const isOther = plan.nodes.some(({ name }) => name === from);
  return refuse(
    isOther ? `node \`${from}\` is no client` : `lab ${plan.lab} has no client \`${from}\``,
    (isOther ? null : didYouMean(from, known)) ?? `its clients: ${known.slice(0, 12).join(", ")}`,
  );
}

function clientsIn({ nodes }: Plan): string[] {
  return nodes.filter(({ role }) => role === "client").map(({ name }) => name);
}

function refuse(message: string, help: string | null): never {
  throw new ToldError(message, { exitCode: EXIT.wrongInput, ...(help === null ? {} : { help }) });
}
