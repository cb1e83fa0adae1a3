import { NoDaemonError } from "../../errors.ts";

/** Where Docker listens unless DOCKER_HOST says otherwise. */
const DEFAULT_SOCKET = "/var/run/docker.sock";

/** The socket of this machine's own daemon: nodes are entered by their processes. Throws where DOCKER_HOST names another's. */
export function daemonSocket(): string {
  const host = process.env.DOCKER_HOST ?? "";
  if (host === "") return DEFAULT_SOCKET;
  if (host.startsWith("unix://")) return host.slice("unix://".length);
  throw new NoDaemonError(
    `DOCKER_HOST is ${host}: nodes can only be entered on the machine that they run on`,
    {
      help: "run tierlab there, or unset DOCKER_HOST, or set it to a unix:// address; `cdktf deploy --var engine=ssh://…` does deploy to another machine",
    },
  );
}
