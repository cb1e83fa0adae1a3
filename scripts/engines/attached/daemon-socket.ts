import { NoDaemonError } from "../../errors.ts";
import { dockerAddress } from "./docker-address.ts";

const UNIX = "unix://";

/** The socket of this machine's own daemon: nodes are entered by their processes. Throws where Docker's address is another's. */
export function daemonSocket(): string {
  const { url, chosenBy } = dockerAddress();
  if (url.startsWith(UNIX)) return url.slice(UNIX.length);
  const back = chosenBy === "DOCKER_HOST" ? "unset DOCKER_HOST" : "`docker context use default`";
  throw new NoDaemonError(
    `${chosenBy} is ${url}: nodes can only be entered on the machine that they run on`,
    {
      help: `run tierlab there, or take a daemon of this machine (${back}, or a unix:// address); \`cdktf deploy LAB --var engine=${url}\` does deploy to another`,
    },
  );
}

/** For tools that deploy to Docker and know no contexts: the daemon that this process asks, too. */
export function daemonEnvironment(): Record<string, string> {
  return { DOCKER_HOST: `${UNIX}${daemonSocket()}`, DOCKER_CONTEXT: "" };
}
