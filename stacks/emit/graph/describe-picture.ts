import { siteOf } from "../../lab/sites/site-name.ts";
import type { Plan, PlannedNode } from "../../plan/plan.ts";
import { vipsOf } from "../../plan/vips-of.ts";
import type { LiveNodes, Picture, PictureNode, PictureService } from "./picture.ts";
import { waysOf } from "./ways.ts";

/** What a drawing of a planned lab shows; the same plan and states give the same picture. */
export function describePicture(plan: Plan, states?: LiveNodes): Picture {
  const tiers = [...new Set(plan.nodes.map(({ tier }) => tier))].map((name) => {
    const nodes = plan.nodes.filter(({ tier }) => tier === name);
    return {
      name,
      site: siteOf(name)?.site ?? null,
      role: nodes[0]?.role ?? "client",
      segments: [...new Set(nodes.flatMap((node) => node.interfaces.map(({ segment }) => segment)))],
      nodes: nodes.map((node) => describeNode(node, plan, states)),
      notes: notesOf(nodes[0], plan),
    };
  });
  const sites = [...plan.segments, ...tiers].flatMap(({ name }) => siteOf(name)?.site ?? []);
  return {
    lab: plan.lab,
    sites: [...new Set(sites)],
    segments: plan.segments.map(({ name, prefix, prefix6, delayMs }) => ({
      name,
      site: siteOf(name)?.site ?? null,
      prefixes: prefix6 === undefined ? [prefix] : [prefix, prefix6],
      ...(delayMs === undefined ? {} : { delayMs }),
    })),
    tiers,
    services: plan.services.map(
      (service): PictureService => ({
        name: service.name,
        vips: vipsOf(service),
        port: service.port,
        protocol: service.protocol,
        mode: service.mode,
        scheduler: service.scheduler,
        directors: service.directors,
        sharedBy: service.vrrp !== undefined ? "vrrp" : service.announcement !== undefined ? "bgp" : null,
      }),
    ),
    ways: waysOf(plan),
    ...(states === undefined ? {} : { states }),
  };
}

function describeNode(node: PlannedNode, plan: Plan, states: LiveNodes | undefined): PictureNode {
  const isVip = (cidr: string) => /\/(32|128)$/.test(cidr);
  const directed = plan.services.filter(({ directors }) => directors.includes(node.name));
  // In a running lab a virtual router's VIP is where it is now.
  const isMaster = (directors: readonly string[]) =>
    states === undefined ? directors[0] === node.name : states[node.name]?.master === true;
  const ofRouter = directed.filter(({ vrrp, directors }) => vrrp !== undefined && isMaster(directors));
  const announced = directed.filter(({ announcement }) => announcement !== undefined);
  const own = node.interfaces.map((one) => ({
    name: one.name,
    segment: one.segment,
    mac: one.mac,
    addresses: one.addresses.filter((cidr) => !isVip(cidr)),
  }));
  const onWires = node.interfaces.flatMap(({ addresses }) => addresses.filter(isVip));
  return {
    name: node.name,
    interfaces: own,
    shortAddress: [...new Set(own.flatMap(({ addresses }) => shortened(addresses[0])))].join(" "),
    vips: [...new Set([...onWires.map(host), ...ofRouter.flatMap(vipsOf), ...announced.flatMap(vipsOf)])],
    loopback: directed.length > 0 ? [] : [...new Set(node.loopback.map(host))],
    weights: Object.fromEntries(
      plan.services.flatMap(({ name, servers }) =>
        servers.filter((server) => server.node === node.name).map(({ weight }) => [name, weight]),
      ),
    ),
  };
}

function notesOf(node: PlannedNode | undefined, { names = [] }: Plan): string[] {
  const answered = names.filter(({ servers }) => servers.some((server) => server.node === node?.name));
  return [
    ...(node?.spoofs === undefined ? [] : [`spoofs ${node.spoofs}`]),
    ...(node?.refuses ?? []).map((prefix) => `refuses ${prefix}`),
    ...answered.map(({ name }) => name),
  ];
}

/** The octets that an IPv4 prefix leaves to hosts, as in `.6` of 10.0.0.6/24. */
function shortened(cidr: string | undefined): string[] {
  const [address = "", bits = "32"] = (cidr ?? "").split("/");
  const octets = address.split(".").slice(Math.floor(Number(bits) / 8));
  return octets.length === 0 || address === "" ? [] : [`.${octets.join(".")}`];
}

function host(cidr: string): string {
  return cidr.split("/")[0] ?? cidr;
}
