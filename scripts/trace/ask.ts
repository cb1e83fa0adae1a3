import type { DnsSend } from "../../stacks/lab/schema/senders/dns.ts";
import type { HttpSend } from "../../stacks/lab/schema/senders/http.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import type { RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { Means } from "../run/means.ts";
import { senderJobs } from "../traffic/jobs.ts";
import { firstPortAt } from "../traffic/source-ports.ts";
import { asConversation } from "./datagrams.ts";
import type { Trace } from "./trace.ts";
import { traceOf } from "./trace-of.ts";

/** A request of HTTP, or a query of DNS by UDP. */
export type OneSend = HttpSend | DnsSend;

export interface Asking {
  readonly means: Pick<Means, "observe" | "release">;
  readonly lab: RunningLab;
  /** Of one client. */
  readonly send: OneSend;
  readonly signal: AbortSignal;
}

export interface Traced {
  readonly trace: Trace;
  /** Every frame of the lab meanwhile. */
  readonly captureFile: string | null;
}

/** Sends one request on a running lab, and sees its way. */
export async function ask({ means, lab, send, signal }: Asking): Promise<Traced> {
  const seen = await means
    .observe({
      lab,
      sends: [send],
      timeline: [],
      planAfter: () => undefined,
      needs: [{ kind: "packets" }],
      company: "beside",
      name: "trace",
      signal,
      onWait: () => {},
    })
    .finally(() => means.release(lab));
  const [request] = seen.requests;
  if (request === undefined)
    throw new ToldError(`${String(send.from)} sent no request`, { exitCode: EXIT.cannotRunHere });
  const { plan } = lab;
  const packets = "dns" in send ? asConversation(seen.packets) : seen.packets;
  const trace = traceOf({ plan, request, packets, ...askedOf(send, plan, request) });
  return { trace, captureFile: seen.captureFile };
}

/** What was asked, and the sockets where it was. */
function askedOf(send: OneSend, plan: Plan, { lookup }: RequestRecord) {
  const [job] = senderJobs([send], plan, { run: "trace", firstPort: firstPortAt(Date.now()) });
  if (job === undefined) throw new Error("Expected one request to be sent");
  const { address, port, path, isName, question } = job;
  if (question !== undefined) return { url: `dns://${address}/${question.name}`, port, addresses: [address] };
  const host = isName === true ? `${address}${port === 80 ? "" : `:${port}`}` : socketText(address, port);
  const addresses = isName === true ? (lookup?.addresses ?? []).map((one) => one.address) : [address];
  return { url: `http://${host.replace(/:80$/, "")}${path}`, port, addresses };
}
