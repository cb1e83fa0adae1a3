import type { PlannedName, ReadinessProbe } from "../plan/plan.ts";
import { ACCOUNT_CAPABILITIES, bare } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

const FOLDER = "/etc/tierlab";
const PORT = 53;

/**
 * An authoritative name server: PowerDNS with zones from files, whose Lua records choose an answer by the client's
 * subnet and by which addresses are alive.
 *
 * It counts in whole seconds, and begins to check an address when it is first asked for (PowerDNS 4.9, lua-record.cc):
 * its readiness probes ask for every answer, so that traffic meets a server that knows what is alive.
 */
export const dns: RoleSpec<"dns"> = {
  role: "dns",
  defaultPort: PORT,
  equip({ name, routes, names, render }) {
    const config = (file: string, content: string) =>
      ({ path: `${FOLDER}/${file}`, mode: "0644", content, daemon: "pdns" }) as const;
    return {
      ...bare(routes),
      sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" },
      files: [
        config("pdns.conf", render("pdns", "dns/pdns.conf", { name })),
        config(
          "named.conf",
          render("pdns", "dns/named.conf", { server: name, names: names.map((one) => one.name) }),
        ),
        ...names.map((one) => config(`${one.name}.zone`, render("pdns", "dns/zone", zoneOf(one)))),
      ],
      daemons: [
        {
          name: "pdns",
          command: ["/usr/sbin/pdns_server", `--config-dir=${FOLDER}`],
          user: "pdns",
          environment: {},
          reload: "restart",
          // The one looks at the settings alone, the other at the zones.
          configCheck: [
            "/bin/sh",
            "-c",
            `/usr/sbin/pdns_server --config-dir=${FOLDER} --config=check && /usr/bin/pdnsutil --config-dir=${FOLDER} check-all-zones exit-on-error`,
          ],
          logs: [],
          after: [],
        },
      ],
      readiness: [{ kind: "listen", port: PORT }, ...names.flatMap(probesOf)],
      capabilities: ["CAP_NET_ADMIN", ...ACCOUNT_CAPABILITIES],
      writable: [{ path: FOLDER, owner: "root", mode: "0755" }],
      limits: { processes: 64, memoryMiB: 256 },
    };
  },
};

function zoneOf({ name, servers, ttlMs, answers, check }: PlannedName) {
  return {
    name,
    servers,
    ttl: ttlMs / 1_000,
    answers,
    check,
    port: answers[0]?.port ?? 80,
    every: (check?.everyMs ?? 0) / 1_000,
    timeout: (check?.timeoutMs ?? 0) / 1_000,
    // The template's own braces would otherwise end where Lua's begin.
    lb: LUA_TABLE.begin,
    rb: LUA_TABLE.end,
  };
}

/** The brackets of a table in Lua; two of them in a row mean something to the template. */
const LUA_TABLE = { begin: "{", end: "}" } as const;

/** Each site's own clients are answered with it. */
function probesOf({ name, answers }: PlannedName): ReadinessProbe[] {
  return answers.flatMap(({ whose, address, clients: [subnet] }): ReadinessProbe[] =>
    subnet === undefined
      ? []
      : [
          {
            kind: "command",
            command: [
              "/bin/sh",
              "-c",
              `[ "$(dig +short +time=1 +tries=1 @127.0.0.1 ${name} A +subnet=${subnet})" = ${address} ]`,
            ],
            means: `clients of ${subnet} are told the address of ${whose} for ${name}`,
          },
        ],
  );
}
