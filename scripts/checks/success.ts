import type { RequestRecord } from "../observe/observation.ts";

/** Whether a request was answered, and not by an error. */
export function isServed({ status, error }: RequestRecord): boolean {
  return error === null && status !== null && status >= 200 && status < 400;
}

/** What became of a request that was not served, as in `status 502` or `connection refused`. */
export function failureOf({ status, error }: RequestRecord): string {
  return error ?? (status === null ? "no answer" : `status ${status}`);
}
