import type { Plan } from "../../../stacks/plan/plan.ts";
import type { RunningLab } from "../../engines/engine.ts";
import type { ActContext, PutBack } from "./act.ts";
import { become } from "./become.ts";
import { inNode } from "./in-node.ts";

/**
 * Gives a real server the weight 0, or its own one back. IPVS: its director's configuration says so and keepalived
 * reloads it, which edits the weight where it is; a weight that ipvsadm had set would go with the next reload. A proxy
 * is told over its own socket: a new configuration would start it anew.
 */
export async function weigh(
  state: "drain" | "ready",
  service: string,
  server: string,
  context: ActContext,
): Promise<RunningLab | undefined> {
  if (!isProxied(service, context.lab.plan)) return become(context);
  await tellProxies(state, service, server)(context);
  return undefined;
}

/** What is left of it beyond the plan. */
export function putBackWeight(service: string, server: string, plan: Plan): PutBack | null {
  return isProxied(service, plan) ? tellProxies("ready", service, server) : null;
}

function isProxied(service: string, { services }: Plan): boolean {
  return services.find(({ name }) => name === service)?.mode === "proxy";
}

function tellProxies(state: "drain" | "ready", service: string, server: string): PutBack {
  return async (context) => {
    const directors = context.lab.plan.services.find(({ name }) => name === service)?.directors ?? [];
    const order = `set server ${service}/${server} state ${state}`;
    await Promise.all(
      directors.map((director) =>
        inNode(context, director, ["chpst", "-u", "haproxy", "perl", "-e", ASK, order]),
      ),
    );
  };
}

/** As its own account: root here lacks the power over others' files. HAProxy answers an order with an empty line, or says what is wrong with it (management.txt, 9.3). */
const ASK = `
use IO::Socket::UNIX;
my $haproxy = IO::Socket::UNIX->new(Peer => "/run/haproxy/admin.sock") or die "haproxy: $!\\n";
print $haproxy "$ARGV[0]\\n";
my $said = join "", <$haproxy>;
$said =~ /\\S/ and die $said;
`;
