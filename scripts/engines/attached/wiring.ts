import type { Container } from "../../../stacks/emit/container.ts";
import type { CapturePoint } from "../engine.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { dockerWiring } from "./docker-wiring.ts";
import { fabricWiring } from "./fabric-wiring.ts";

/** How the containers of a lab hang together: on networks of the daemon, or on bridges that another tool has made. */
export interface Wiring {
  /** The words that run a command where the other ends of the nodes' cables are. */
  enter(command: readonly string[]): string[];
  /** The other end of the cable at a point; throws where there is none. */
  portAt(point: CapturePoint): string;
  /** The same, or null where there is none. */
  portOf(point: CapturePoint): string | null;
  addSegment(segment: string): Promise<void>;
  removeSegment(segment: string): Promise<void>;
  /** Makes a container that stands in for one that was deployed, and does not start it yet; resolves to its id. */
  create(container: Container, image: string): Promise<string>;
  /** Brings the cables to a container that was just started, where the daemon does not. */
  plug(node: string, pid: number): Promise<void>;
}

/** What a lab hangs together by. */
export function wiringOf(lab: AttachedLab): Wiring {
  return lab.fabric === null ? dockerWiring(lab) : fabricWiring(lab, lab.fabric);
}
