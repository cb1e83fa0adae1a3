import { daemonSocket } from "../engines/attached/daemon-socket.ts";
import { NoDaemonError } from "../errors.ts";
import { askDocker, isOtherVersion, NOT_UNDERSTOOD, OTHER_VERSION } from "../setup/docker-client.ts";
import { isNewEnough, OLDEST } from "../setup/docker-engine-part.ts";
import { type Finding, limited, type Probe, SETUP, there } from "./fact.ts";

/** What runs the labs of `--engine docker`; without it the others run. */
export const docker: Probe = {
  name: "docker",
  async probe() {
    const without = "labs do not run as Docker containers";
    const elsewhere = otherMachine();
    if (elsewhere !== null) return elsewhere;
    const { started, worked, stdout, why } = await askDocker(["version", "--format", "{{.Server.Version}}"]);
    if (!started) return limited(`no docker: ${without}`, "tierlab setup --engine docker");
    if (!worked && isOtherVersion(why))
      return limited(`${NOT_UNDERSTOOD} (${why}): ${without}`, OTHER_VERSION);
    if (!worked)
      return limited(
        `its client reaches no daemon (${why}): ${without}`,
        "systemctl start docker, or dockerd",
      );
    if (isNewEnough(stdout)) return there(`Docker Engine ${stdout}`);
    return limited(`Docker Engine ${stdout} is too old: ${without}`, `Docker Engine ${OLDEST}.10 or newer`);
  },
};

/** A daemon that Docker's settings name and that labs cannot be run by; null where it is one of this machine. */
function otherMachine(): Finding | null {
  try {
    daemonSocket();
    return null;
  } catch (error) {
    if (error instanceof NoDaemonError) return limited(error.message, error.help ?? SETUP);
    throw error;
  }
}
