import http from "node:http";
import type { AddressInfo } from "node:net";

/** One exchange with itself over loopback, so that the first real request does not pay for loading and compiling. */
export function warmUp(): Promise<void> {
  return new Promise((resolve) => {
    const server = http.createServer((_, response) => response.end("warm"));
    const end = () => {
      clearTimeout(deadline);
      server.closeAllConnections();
      server.close(() => resolve());
    };
    const deadline = setTimeout(end, 200);
    server.on("error", end);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      http
        .get({ host: "127.0.0.1", port, agent: new http.Agent() }, (response) =>
          response.resume().on("end", end),
        )
        .on("error", end);
    });
  });
}
