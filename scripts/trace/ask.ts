import type { HttpSend } from "../../stacks/lab/schema/senders/http.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import type { RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { Means } from "../run/means.ts";
import { senderJobs } from "../traffic/jobs.ts";
import type { Trace } from "./trace.ts";
import { traceOf } from "./trace-of.ts";

export interface Asking {
  readonly means: Pick<Means, "observe">;
  readonly lab: RunningLab;
  /** One request of one client. */
  readonly send: HttpSend;
  readonly signal: AbortSignal;
}

export interface Traced {
  readonly trace: Trace;
  /** Every frame of the lab meanwhile. */
  readonly captureFile: string | null;
}

/** Sends one request on a running lab, and sees its way. */
export async function ask({ means, lab, send, signal }: Asking): Promise<Traced> {
  const seen = await means.observe({
    lab,
    sends: [send],
    timeline: [],
    planAfter: () => undefined,
    needs: [{ kind: "packets" }],
    company: "beside",
    name: "trace",
    signal,
    onWait: () => {},
  });
  const [request] = seen.requests;
  if (request === undefined)
    throw new ToldError(`${String(send.from)} sent no request`, { exitCode: EXIT.cannotRunHere });
  const { plan } = lab;
  const trace = traceOf({ plan, request, packets: seen.packets, ...askedOf(send, plan, request) });
  return { trace, captureFile: seen.captureFile };
}

/** What was asked, and the sockets where it was. */
function askedOf(send: HttpSend, plan: Plan, { lookup }: RequestRecord) {
  const [job] = senderJobs([send], plan, "trace");
  if (job === undefined) throw new Error("Expected one request to be sent");
  const { address, port, path, isName } = job;
  const host = isName === true ? `${address}${port === 80 ? "" : `:${port}`}` : socketText(address, port);
  const addresses = isName === true ? (lookup?.addresses ?? []).map((one) => one.address) : [address];
  return { url: `http://${host.replace(/:80$/, "")}${path}`, port, addresses };
}
