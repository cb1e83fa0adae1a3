import http from "node:http";
import type { AddressInfo } from "node:net";

export interface LocalServer {
  readonly port: number;
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A server on loopback that names two tiers, as a proxy does, and waits or resets where the query says so. */
export async function localServer(): Promise<LocalServer> {
  let connections = 0;
  const server = http.createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    if (query.has("reset")) return request.socket.resetAndDestroy();
    const delay = Number(query.get("delay") ?? 0);
    setTimeout(() => {
      response.setHeader("X-Served-By", ["app1", "web1"]);
      response.end("x".repeat(Number(query.get("size") ?? 4)));
    }, delay);
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
