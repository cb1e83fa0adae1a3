import { Option } from "commander";
import { daemonSocket } from "../engines/attached/daemon-socket.ts";

/** The engines that `--engine` chooses from. */
export const ENGINES = ["local", "docker", "containerlab"] as const;
export type EngineName = (typeof ENGINES)[number];

/** `--engine`, for a verb that builds labs, or looks for one. */
export function engineOption(): Option {
  return new Option(
    "--engine <NAME>",
    "what runs the lab; default: local for a new one, and wherever it is for one that runs",
  ).choices(ENGINES);
}

/** Whether an engine's nodes are containers of the Docker daemon; throws where that would be another machine's. */
export function needsDocker(engine: EngineName | undefined): boolean {
  if (engine !== "docker" && engine !== "containerlab") return false;
  daemonSocket();
  return true;
}
