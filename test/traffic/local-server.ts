import http from "node:http";
import type { AddressInfo } from "node:net";

export interface LocalServer {
  readonly port: number;
  readonly connections: () => number;
  /** What came with each request that was taken whole. */
  readonly bodies: readonly { readonly method: string; readonly bytes: number }[];
  close(): Promise<void>;
}

/** A server on loopback that names two tiers, as a proxy does, and waits or resets where the query says so. */
export async function localServer(): Promise<LocalServer> {
  let connections = 0;
  const bodies: { method: string; bytes: number }[] = [];
  const server = http.createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    if (query.has("reset")) return request.socket.resetAndDestroy();
    const delay = Number(query.get("delay") ?? 0);
    let taken = 0;
    request.on("data", (chunk: Buffer) => {
      taken += chunk.length;
    });
    request.on("end", () => {
      bodies.push({ method: request.method ?? "", bytes: taken });
      setTimeout(() => {
        response.setHeader("X-Served-By", ["app1", "web1"]);
        response.end("x".repeat(Number(query.get("size") ?? 4)));
      }, delay);
    });
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
