import fc from "fast-check";
import { type Lab, type LabInput, labSchema } from "../../stacks/lab/schema/lab.ts";

const SEGMENTS = ["s0", "s1", "s2", "s3", "s4"] as const;
const MODES = ["dr", "nat"] as const;

/** VIPs outside every segment. */
export const STRAY = { ipv4: "192.0.2.1", ipv6: "2001:db8:ffff::1" } as const;

const some = fc.subarray([...SEGMENTS], { minLength: 1, maxLength: 3 });
const one = fc.constantFrom(...SEGMENTS);
const sysctls = fc.constantFrom({}, { "net.ipv4.conf.all.arp_ignore": 0 }, { "net.ipv4.tcp_syncookies": 0 });

/** A segment's prefixes, of both families or of IPv4 alone. */
function prefixes(index: number, dual: boolean): LabInput["segments"][string] {
  const prefix = `10.0.${index * 16}.0/20`;
  return dual ? [prefix, `2001:db8:${index}::/64`] : prefix;
}

/** Labs that differ in the things that edits and breaks change; some have no way between some of their segments. */
export const randomLab: fc.Arbitrary<Lab> = fc
  .record({
    dual: fc.subarray([...SEGMENTS]),
    client: fc.record({ on: one, count: fc.integer({ min: 1, max: 3 }) }),
    routers: fc.array(
      fc.record({
        on: some,
        count: fc.integer({ min: 1, max: 2 }),
        routing: fc.constantFrom("frr", "kernel"),
      }),
      {
        maxLength: 3,
      },
    ),
    lvs: fc.record({ on: some }),
    web: fc.record({
      on: some,
      count: fc.integer({ min: 1, max: 3 }),
      upstream: fc.boolean(),
      sysctls,
      lo: fc.option(fc.boolean()),
    }),
    app: fc.record({ on: some, count: fc.integer({ min: 1, max: 2 }) }),
    service: fc.record({
      mode: fc.constantFrom(...MODES),
      weight: fc.integer({ min: 0, max: 3 }),
      port: fc.constantFrom(80, 8081),
      check: fc.constantFrom(null, { http: "/healthz", every: "500ms" }, { tcp: true as const }),
      stray: fc.boolean(),
      byIpv6: fc.boolean(),
    }),
  })
  .map(({ dual, client, routers, lvs, web, app, service }) => {
    const home = lvs.on[0] ?? "s0";
    const input: LabInput = {
      lab: "random",
      about: "A lab made by chance.",
      segments: Object.fromEntries(
        SEGMENTS.map((name, index) => [name, prefixes(index, dual.includes(name))]),
      ),
      tiers: {
        client: { role: "client", ...client },
        ...Object.fromEntries(
          routers.map((router, index) => [`r${"abc"[index]}`, { role: "router" as const, ...router }]),
        ),
        lvs: { role: "director", on: lvs.on },
        web: {
          role: "nginx",
          on: web.on,
          count: web.count,
          sysctls: web.sysctls,
          ...(web.upstream ? { upstream: "app" } : {}),
          ...(web.lo === null ? {} : { "vip-on-lo": web.lo }),
        },
        app: { role: "tomcat", ...app },
      },
      services: {
        shop: {
          vip: service.stray ? STRAY.ipv4 : `10.0.${SEGMENTS.indexOf(home) * 16}.2`,
          ...(service.byIpv6 && dual.includes(home)
            ? { vip6: service.stray ? STRAY.ipv6 : `2001:db8:${SEGMENTS.indexOf(home)}::2` }
            : {}),
          director: "lvs",
          mode: service.mode,
          servers: {
            web: { weights: Array.from({ length: web.count }, () => service.weight), port: service.port },
          },
          check: service.check,
        },
      },
    };
    return labSchema.parse(input);
  });
