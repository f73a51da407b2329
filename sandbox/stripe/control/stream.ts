import type { FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "../engine";

const HEARTBEAT_MS = 15_000;

/** One line of JSON with the clock's offset now, one with each change, and now and then one that changes nothing. */
export function streamOffset(engine: Engine, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
  const write = (offset: number) => raw.write(`${JSON.stringify({ offset })}\n`);
  write(engine.core.clock.offset());
  const stopWatching = engine.watchOffset(write);
  const heartbeat = setInterval(() => write(engine.core.clock.offset()), HEARTBEAT_MS);
  heartbeat.unref();
  request.raw.socket.on("close", () => {
    stopWatching();
    clearInterval(heartbeat);
  });
  return reply;
}
