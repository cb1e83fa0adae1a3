import type { Plan } from "../../../stacks/plan/plan.ts";
import { contains, parseAddress, parsePrefix } from "../../../stacks/plan/prefix.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { ArpAnswers } from "../observation.ts";
import { nothingToCancel, type Observer } from "./observer.ts";

/** Long enough for every node of a segment to answer; a broadcast goes out at its start. */
const LISTEN_SECONDS = 1;

/** Who answers for VIPs; one question after the other, because each is a broadcast of its own. */
export const arp: Observer<"arp", "arp"> = {
  nothing: { arp: [] },
  async begin(needs, { engine, lab, signal }) {
    const answers: ArpAnswers[] = [];
    for (const need of needs) answers.push(await askArp(engine, lab, need, signal));
    return { end: async () => ({ arp: answers }), cancel: nothingToCancel };
  },
};

export interface ArpQuestion {
  readonly service: string;
  readonly askedBy: string;
}

/** Broadcasts the question who has a service's VIP, and collects everybody who answers within a second. */
export async function askArp(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  question: ArpQuestion,
  signal: AbortSignal,
): Promise<ArpAnswers> {
  const { vip, device } = placeOf(question, lab.plan);
  // -b: iputils asks the first answerer alone afterwards. The count is never reached, so it listens until its time is up.
  const command = ["arping", "-b", "-c", "1000", "-w", String(LISTEN_SECONDS), "-I", device, vip];
  const { exitCode, stdout, stderr } = await engine.run(lab, question.askedBy, command, { signal });
  if (!/^Sent \d+ probe/m.test(stdout))
    throw new ToldError(
      `arping failed in ${question.askedBy} (exit code ${exitCode}): ${(stderr || stdout).trim()}`,
      { exitCode: EXIT.cannotRunHere },
    );
  return { ...question, vip, answers: answersIn(stdout, lab.plan) };
}

/** The MACs that answered, each once, in the order of their first answers. */
export function answersIn(output: string, plan: Plan): ArpAnswers["answers"] {
  const macs = [...output.matchAll(/reply from \S+ \[([0-9a-f:]{17})\]/gi)].map((match) => match[1] ?? "");
  return [...new Set(macs.map((mac) => mac.toLowerCase()))].map((mac) => ({ mac, node: ownerOf(mac, plan) }));
}

function ownerOf(mac: string, { nodes }: Plan): string | null {
  return nodes.find((node) => node.interfaces.some((device) => device.mac === mac))?.name ?? null;
}

/** The asker's interface in the VIP's segment: ARP is answered nowhere else. */
function placeOf({ service, askedBy }: ArpQuestion, plan: Plan): { vip: string; device: string } {
  const vip = plan.services.find((candidate) => candidate.name === service)?.vip;
  const node = plan.nodes.find((candidate) => candidate.name === askedBy);
  const device = node?.interfaces.find(
    ({ addresses: [own] }) =>
      own !== undefined && vip !== undefined && contains(parsePrefix(own), parseAddress(vip)),
  );
  if (vip === undefined || device === undefined)
    throw new ToldError(
      `${askedBy} cannot ask for the VIP of \`${service}\`: it is not in the VIP's segment`,
      {
        exitCode: EXIT.wrongInput,
      },
    );
  return { vip, device: device.name };
}
