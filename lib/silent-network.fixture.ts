import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { env } from "@/lib/env";

/** A way to the tests' database that can fall silent: it then keeps every connection and passes nothing on. */
export async function openNetwork() {
  const target = new URL(env().DATABASE_URL);
  const [port, host] = [Number(target.port || 5432), target.hostname];
  const sockets = new Set<Socket>();
  let silent = false;

  const server = createServer((near) => {
    const far = connect(port, host);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("data", (bytes) => other.write(bytes));
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      if (silent) socket.pause();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  target.hostname = "127.0.0.1";
  target.port = String(typeof address === "object" && address ? address.port : 0);

  return {
    connectionString: target.href,
    setSilent(on: boolean): void {
      silent = on;
      for (const socket of sockets) {
        if (on) socket.pause();
        else socket.resume();
      }
    },
    close(): void {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
