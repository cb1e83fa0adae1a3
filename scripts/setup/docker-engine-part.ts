import { setTimeout as delay } from "node:timers/promises";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { aptInstall } from "./apt-install.ts";
import { askDocker, findDockerEngine } from "./docker-client.ts";
import { hasCommand } from "./has-command.ts";
import type { SetupPart } from "./part.ts";

/** The oldest Docker Engine that labs were run on. */
export const OLDEST = 20;
/** Where an init system starts it after its installation, milliseconds. */
const STARTED_WITHIN_MS = 10_000;

/** Docker, where there is none Debian's; its daemon is not started where no init system does. */
export const dockerEnginePart: SetupPart = {
  name: "docker-engine",
  what: "Docker Engine",
  present: async () => {
    const { worked, stdout } = await askDocker(["version", "--format", "{{.Server.Version}}"]);
    return worked && isNewEnough(stdout);
  },
  install: async (options) => {
    if (!(await hasCommand("docker"))) {
      await aptInstall(["docker.io"], options);
      await answering();
    }
    const version = await findDockerEngine();
    if (isNewEnough(version)) return;
    throw new ToldError(`Docker Engine ${version} is too old`, {
      exitCode: EXIT.cannotRunHere,
      help: `${OLDEST}.10 or newer; Debian 12 has 20.10 (docker.io)`,
    });
  },
};

async function answering(): Promise<void> {
  const deadline = Date.now() + STARTED_WITHIN_MS;
  while (Date.now() < deadline && !(await askDocker(["version"])).worked) await delay(200);
}

/** Whether labs run on this version of the Docker Engine. */
export function isNewEnough(version: string): boolean {
  return Number(version.split(".")[0]) >= OLDEST;
}
