import http from "node:http";
import net from "node:net";
import type { Duplex } from "node:stream";
import type { SenderJob } from "./job.ts";
import { portAfter } from "./source-ports.ts";

/** Gives each connection of a job its own port. */
export class PortedAgent extends http.Agent {
  readonly #firstPort: number;
  #connections = 0;

  constructor({ firstPort }: SenderJob, options: http.AgentOptions) {
    super(options);
    this.#firstPort = firstPort;
  }

  override createConnection(options: http.ClientRequestArgs): Duplex {
    const localPort = portAfter(this.#firstPort, this.#connections++);
    return net.createConnection({ ...options, localPort } as net.TcpNetConnectOpts);
  }
}
