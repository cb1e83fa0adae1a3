import { handsOnUnchanged, type Mode } from "../lab/schema/service.ts";
import type {
  IpvsMode,
  PlannedInterface,
  PlannedService,
  PlannedVrrp,
  ReadinessProbe,
} from "../plan/plan.ts";
import { contains, familyOf, parseAddress, parsePrefix, perFamily } from "../plan/prefix.ts";
import { sourceNatOf } from "../plan/source-nat.ts";
import { vipsOf } from "../plan/vips-of.ts";
import { virtualServersOf } from "../plan/virtual-servers.ts";
import { bare } from "./bare.ts";
import { announced, frrEquipment } from "./frr.ts";
import { fullnat } from "./fullnat.ts";
import type { RoleSpec } from "./role.ts";

const CONFIG = "/etc/keepalived/keepalived.conf";

/**
 * An LVS director: keepalived's checker drives IPVS.
 *
 * On SIGHUP keepalived 2.3.3 edits the scheduler, its flags and the persistence of services that stay, with the weights
 * and forwarding method of real servers that stay, and adds and removes the others; another protocol makes another
 * service (keepalived/check/ipwrapper.c, clear_diff_services, vs_iseq and clear_diff_rs). A new forwarding
 * method also brings a dead server back into IPVS, and no check takes it out again: then keepalived is restarted.
 *
 * Real servers count as alive until a check fails: the first comes a second after the start (BOOTSTRAP_DELAY), and by
 * `alpha` no client would be served until then. A dead one is removed and not kept with weight 0
 * (`inhibit_on_failure`), because only what is gone lets expire_nodest_conn end its connections.
 */
export const director: RoleSpec<"director"> = {
  role: "director",
  defaultPort: null,
  equip({ name, interfaces, routes, directs, bgp, render }) {
    const vrrp = directs.find((service) => service.vrrp !== undefined)?.vrrp;
    // Without addresses to share, the VRRP process has nothing to do.
    const parts = vrrp === undefined ? ["--check"] : [];
    const instances = vrrp === undefined ? [] : instancesOf(directs, interfaces);
    const faces = sourceNatOf({ directs, interfaces, routes });
    const nat = faces.length > 0 ? fullnat(name, faces, render) : undefined;
    const frr = bgp && frrEquipment(render("frr", "director/frr.conf", { name, bgp }), bgp, render);
    return {
      ...bare(routes),
      sysctls: {
        // A connection to a real server that left IPVS ends with its next packet and the client may try anew, instead
        // of sending to a dead server until it times out (Documentation/networking/ipvs-sysctl.rst).
        "net.ipv4.vs.expire_nodest_conn": "1",
        // A packet amid a connection that the director does not know is no new connection: a synchronised one is known.
        ...(vrrp === undefined ? {} : { "net.ipv4.vs.sloppy_tcp": "0" }),
        // Routers hand it connections that another director began: it takes them up where they are.
        ...(bgp === undefined ? {} : { "net.ipv4.vs.sloppy_tcp": "1" }),
        ...nat?.sysctls,
      },
      files: [
        {
          path: CONFIG,
          mode: "0644",
          content: render("keepalived", "director/keepalived.conf", {
            name,
            services: directs.flatMap((service) =>
              virtualServersOf(service).map((virtual) => ({
                ...service,
                onePacket: service.onePacket ?? false,
                ...virtual,
                forwarding: ipvsMode(service.mode),
              })),
            ),
            vrrp: vrrp ?? null,
            priority: vrrp?.priorities[name] ?? null,
            instances,
            announced: directs.flatMap((service) =>
              service.announcement?.while === "served" ? [service.name] : [],
            ),
          }),
          daemon: "keepalived",
        },
        ...(frr?.files ?? []),
        ...(nat?.files ?? []),
      ],
      daemons: [
        {
          name: "keepalived",
          command: ["/usr/sbin/keepalived", "--dont-fork", ...parts, "--log-console", "--use-file", CONFIG],
          user: "root",
          environment: {},
          reload: { signal: "HUP" },
          beyondReload: [
            ...directs.map((service) => `${service.name} by ${service.mode}`),
            ...directs.flatMap(({ name, announcement }) =>
              announcement === undefined ? [] : [`${name} announced while ${announcement.while}`],
            ),
            ...(vrrp === undefined ? [] : [inWords(vrrp)]),
          ].join(", "),
          configCheck: ["/usr/sbin/keepalived", "--config-test", ...parts, "--use-file", CONFIG],
          logs: [],
          after: [],
        },
        ...(frr?.daemons ?? []),
        ...(nat?.daemons ?? []),
      ],
      readiness: [
        ...(nat?.readiness ?? []),
        ...directs.flatMap(probesOf),
        ...(bgp === undefined ? [] : announced(bgp)),
      ],
      capabilities: frr?.capabilities ?? ["CAP_NET_ADMIN", "CAP_NET_RAW"],
      writable: [
        { path: "/etc/keepalived", owner: "root", mode: "0755" },
        ...(frr?.writable ?? []),
        ...(nat?.writable ?? []),
      ],
      kernelNeeds: [
        "ipvs",
        ...(directs.some(({ scheduler }) => scheduler === "twos") ? (["ipvs-twos"] as const) : []),
        ...(nat?.kernelNeeds ?? []),
      ],
      limits: { processes: 64, memoryMiB: 512 },
      ...(nat === undefined ? {} : { sourceNat: faces }),
    };
  },
};

/** What IPVS does: of fullnat it does the destination's half. */
function ipvsMode(mode: Mode): IpvsMode {
  return mode === "dr" || mode === "tun" ? mode : "nat";
}

/** One virtual router a segment, for all VIPs there. */
function instancesOf(directs: readonly PlannedService[], interfaces: readonly PlannedInterface[]) {
  const all = [...new Set(directs.flatMap(vipsOf))];
  return interfaces.flatMap(({ name, segment, addresses }) => {
    const prefixes = addresses.map(parsePrefix);
    const held = all.filter((vip) => prefixes.some((prefix) => contains(prefix, parseAddress(vip))));
    const vips = perFamily((family) => held.filter((vip) => familyOf(vip) === family));
    const { ipv4, ipv6 } = vips;
    return ipv4.length === 0 ? [] : [{ name: segment, interface: name, vips: ipv4, vips6: ipv6 }];
  });
}

/** Other timers, another protocol or another sync daemon are a new start: who is the master is then found out anew. */
function inWords({ version, advertMs, preempt, sync }: PlannedVrrp): string {
  return `VRRPv${version} every ${advertMs} ms${preempt ? "" : ", no preemption"}${sync ? ", connections told" : ""}`;
}

function probesOf(service: PlannedService): ReadinessProbe[] {
  return virtualServersOf(service).map(({ vip, servers, persistence }) => ({
    kind: "ipvs",
    protocol: service.protocol,
    vip,
    port: service.port,
    servers: servers.filter((server) => server.weight > 0).length,
    table: {
      scheduler: service.scheduler,
      flags: service.flags,
      persistence,
      onePacket: service.onePacket ?? false,
      mode: ipvsMode(service.mode),
      servers: servers.map(({ address, port, weight }) => ({
        address,
        // By modes dr and tun keepalived refuses another port than the service's (check_data.c, validate_check_config).
        port: handsOnUnchanged(service.mode) ? service.port : port,
        weight,
      })),
    },
  }));
}
