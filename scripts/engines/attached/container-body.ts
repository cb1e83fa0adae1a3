import type { Container } from "../../../stacks/emit/container.ts";
import { dockerSysctls, tmpfsOptions } from "../../../stacks/emit/docker-settings.ts";
import { LABELS } from "../../../stacks/emit/labels.ts";

/** What stands beside the labels of a container or network that tierlab made for the time of a change. */
export const STAND_IN = "tierlab.stand-in";

/** The parts of a body that others may want otherwise. */
export interface ContainerBody {
  readonly Labels: Readonly<Record<string, string>>;
  readonly HostConfig: object;
  readonly [other: string]: unknown;
}

export interface BodyOptions {
  readonly prefix: string;
  /** The id of the image. */
  readonly image: string;
  /** The name of a segment's network. */
  readonly networkOf: (segment: string) => string;
}

/** What POST /containers/create is told, so that the container is as Terraform's provider would make it; it has its first network alone. */
export function containerBody(one: Container, { prefix, image, networkOf }: BodyOptions): ContainerBody {
  const { healthCheck } = one;
  const first = one.interfaces[0];
  const network = first === undefined ? "none" : networkOf(first.segment);
  return {
    Hostname: one.node,
    Image: image,
    Cmd: one.command,
    Env: Object.entries(one.environment).map(([key, value]) => `${key}=${value}`),
    Labels: { ...one.labels, [LABELS.prefix]: prefix, [STAND_IN]: "true" },
    StopSignal: "SIGKILL",
    ...(healthCheck === null
      ? {}
      : {
          Healthcheck: {
            Test: ["CMD", ...healthCheck.command],
            Interval: healthCheck.everyMs * NANOSECONDS,
            Timeout: healthCheck.timeoutMs * NANOSECONDS,
            Retries: healthCheck.failures,
            StartPeriod: healthCheck.patienceMs * NANOSECONDS,
          },
        }),
    HostConfig: {
      CapAdd: one.capabilities,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      Sysctls: dockerSysctls(one),
      Tmpfs: Object.fromEntries(one.tmpfs.map((each) => [each.path, tmpfsOptions(each)])),
      RestartPolicy: { Name: "no" },
      NetworkMode: network,
    },
  };
}

/** A millisecond in the unit of the API. */
const NANOSECONDS = 1_000_000;
