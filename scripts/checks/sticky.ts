import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { isServed } from "./success.ts";
import { count, listed } from "./wording.ts";

/** Whether each session kept to one server. Where all had the same one, nothing would be seen of it: that fails too. */
export const sticky: Check<"sticky"> = {
  name: "sticky",
  company: "beside",
  needs: () => [],
  judge({ of, to, per }, { seen, running }) {
    const nodes = nodesInPlan(to, running);
    const sessions = new Map<string, Set<string>>();
    const requests = seen.requests.filter(
      (request) => isServed(request) && (of === undefined || request.sender === of),
    );
    for (const { client, sender, servedBy } of requests) {
      const session = per === "client" ? client : `${client} ${sender ?? ""}`.trim();
      const servers = sessions.get(session) ?? new Set<string>();
      for (const node of servedBy.filter((name) => nodes.includes(name))) servers.add(node);
      sessions.set(session, servers);
    }
    const kept = [...sessions.values()].filter(({ size }) => size === 1).length;
    const used = new Set([...sessions.values()].flatMap((servers) => [...servers])).size;
    const moved = [...sessions].find(([, servers]) => servers.size !== 1);
    return {
      outcome: holdsIf(sessions.size > 1 && kept === sessions.size && used > 1),
      expected: `each ${per} with one of ${to}, and not all with the same`,
      observed: `${kept} of ${count(sessions.size, per)}, ${count(used, "server")} in all`,
      figure: `${kept} of ${count(sessions.size, per)}`,
      sentence:
        moved === undefined
          ? `${count(requests.length, "request")} of ${count(sessions.size, per)} kept to ${count(used, "server")} of ${to}.`
          : `The requests of ${moved[0]} were served by ${listed([...moved[1]])}.`,
      look: null,
    };
  },
};
