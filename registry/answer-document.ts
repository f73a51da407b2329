import type { FastifyReply, FastifyRequest } from "fastify";
import { acceptsGzip, isNotModified } from "@/lib/packages/npm/negotiate";
import type { SerializedForm } from "@/lib/packages/npm/packument";

/** What the answer varies by. No shared cache may keep it, since a package may become private at any time. */
const HEADERS = {
  "content-type": "application/json",
  "cache-control": "private, no-cache",
  vary: "Accept, Accept-Encoding, Authorization",
} as const;

/** Answers 304 when the client has these bytes. */
export function answerNotModified(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  if (!isNotModified(request.headers["if-none-match"], etag)) return false;
  reply.code(304).headers({ etag, "cache-control": HEADERS["cache-control"], vary: HEADERS.vary }).send();
  return true;
}

/** Sends a document that is already serialized and compressed. */
export function answerDocument(request: FastifyRequest, reply: FastifyReply, form: SerializedForm): FastifyReply {
  reply.headers({ ...HEADERS, etag: form.etag });
  if (!acceptsGzip(request.headers["accept-encoding"])) return reply.send(form.identity);
  return reply.header("content-encoding", "gzip").send(form.gzip);
}
