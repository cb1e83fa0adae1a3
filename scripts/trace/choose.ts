import { changeInWords } from "../../stacks/lab/change-in-words.ts";
import type { Lab } from "../../stacks/lab/schema/lab.ts";
import { type DnsSend, dns } from "../../stacks/lab/schema/senders/dns.ts";
import { http } from "../../stacks/lab/schema/senders/http.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import { didYouMean } from "../../stacks/lab/suggest.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Family } from "../../stacks/plan/prefix.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { clientsOf } from "../traffic/jobs.ts";
import type { OneSend } from "./ask.ts";
import { waysTo } from "./routes.ts";

export interface Wish {
  readonly from?: string;
  readonly over?: Family;
  readonly path?: string;
}

/** The one request to trace: as a claim sends it where one is given, else to the lab's only service; mistakes are told with what there is. */
export function requestFor(
  plan: Plan,
  service: string | undefined,
  wish: Wish,
  claim: Test | null = null,
): OneSend {
  const query = queryFor(plan, service, wish, claim);
  if (query !== null) return query;
  const { from, over, path } = wish;
  const likes = claim?.send?.filter((send) => "http" in send) ?? [];
  // Of several senders of a claim each may have its own way.
  const like =
    likes.find((send) => wish.from !== undefined && clientsOf(send.from, plan).includes(wish.from)) ??
    likes[0];
  const asked = service === undefined ? (like?.http ?? onlyService(plan)) : knownService(plan, service);
  const client = from === undefined ? firstClient(plan, like?.from ?? []) : knownClient(plan, from);
  const via = like?.via ?? cacheFor(plan, asked, client);
  const send = {
    ...(like === undefined ? {} : { over: like.over, path: like.path, headers: like.headers }),
    ...(like?.host === undefined ? {} : { host: like.host }),
    ...(like?.body === undefined ? {} : { body: like.body }),
    ...(like?.size === undefined ? {} : { size: like.size }),
    ...(via === undefined ? {} : { via }),
    http: asked,
    from: [client],
    requests: 1,
    ...(over === undefined ? {} : { over }),
    ...(path === undefined ? {} : { path }),
  };
  const read = http.schema.safeParse(send);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return refuse(`${issue?.path.join(".")}: ${issue?.message}`, "--path begins with a slash, as in /prices");
}

/** The query to a service of UDP, where it is one that is asked for; its health check knows a name to ask for. */
function queryFor(plan: Plan, service: string | undefined, wish: Wish, claim: Test | null): DnsSend | null {
  const like = claim?.send?.find((send) => "dns" in send);
  const byUdp = plan.services.filter(({ protocol }) => protocol === "udp");
  const only = byUdp.length === plan.services.length && byUdp.length === 1 ? byUdp[0]?.name : undefined;
  const found = byUdp.find(({ name }) => name === (service ?? like?.to ?? only));
  if (found === undefined) return null;
  const name = like?.dns ?? found.check?.name ?? plan.names?.[0]?.name;
  if (name === undefined)
    return refuse(`service \`${found.name}\` is asked by UDP, and the lab has no name to ask it for`, null);
  if (wish.path !== undefined)
    return refuse(`service \`${found.name}\` is asked by DNS, which knows no path`, null);
  if (wish.over === "ipv6") return refuse(`service \`${found.name}\` is asked by IPv4 alone`, null);
  const from = wish.from === undefined ? firstClient(plan, like?.from ?? []) : knownClient(plan, wish.from);
  return dns.schema.parse({ dns: name, to: found.name, from: [from], queries: 1 });
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

/** The edge cache on the client's segment, where it has no way of its own to the service. */
function cacheFor(plan: Plan, asked: string, client: string): string | undefined {
  const found = plan.services.find(({ name }) => name === asked);
  const node = plan.nodes.find(({ name }) => name === client);
  if (found === undefined || node === undefined || waysTo(found.vip, node).length > 0) return undefined;
  const near = node.interfaces.map(({ segment }) => segment);
  return plan.nodes.find(
    ({ role, interfaces }) => role === "cdn" && interfaces.some(({ segment }) => near.includes(segment)),
  )?.name;
}

function onlyService(plan: Plan): string {
  const known = servicesIn(plan);
  const all = plan.services.map(({ name }) => name);
  const [first] = known;
  if (first !== undefined && known.length === 1) return first;
  const names = (plan.names ?? []).map(({ name }) => name);
  if (known.length > 1 && names.length === 1 && names[0] !== undefined) return names[0];
  return refuse(
    `lab ${plan.lab} has ${all.length === 0 ? "no service" : `${all.length} services`}: which one is to be asked?`,
    all.length === 0 ? null : `one of: ${[...(known.length === 0 ? [] : names), ...all].join(", ")}`,
  );
}

function knownService(plan: Plan, service: string): string {
  const webTiers = plan.nodes.filter(({ role }) => ["nginx", "tomcat", "cdn"].includes(role));
  const known = [
    ...plan.services.map(({ name }) => name),
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
