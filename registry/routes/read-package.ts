import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { packumentOf } from "@/lib/packages/catalogue/packument-cache";
import { packumentFacts } from "@/lib/packages/catalogue/packument-facts";
import { type ReadablePackage, readablePackage } from "@/lib/packages/catalogue/read-access";
import { tarballOf } from "@/lib/packages/catalogue/tarball-of";
import { versionOfTarball } from "@/lib/packages/npm/names";
import { packumentForm, parseRange } from "@/lib/packages/npm/negotiate";
import { selectManifest, serializeJson } from "@/lib/packages/npm/packument";
import { artifactStore } from "@/lib/packages/storage/artifacts";
import { smallArtifact } from "@/lib/packages/storage/small-artifacts";
import { answerDocument, answerNotModified } from "@/registry/answer-document";
import { limitReads } from "@/registry/read-limit";
import { packageIn, viewerOf } from "@/registry/request";

type Read = (request: FastifyRequest, reply: FastifyReply, found: ReadablePackage) => Promise<FastifyReply>;

/** `GET /:pkg`, `/:pkg/:version`, `/:pkg/:tag` and `/:pkg/-/:file`. HEAD gives the same answer without a body. */
export function readPackageRoutes(app: FastifyInstance): void {
  app.get("/*", { config: { permission: "package:install", entitlement: null } }, async (request, reply) => {
    await limitReads(request);
    const { name, rest } = packageIn(request);
    const read = reader(rest);
    const found = await readablePackage(viewerOf(request), name, "package:install");
    return read(request, reply, found);
  });
}

function reader(rest: readonly string[]): Read {
  const [first, file] = rest;
  if (first === undefined) return sendPackument;
  if (rest.length === 2 && first === "-" && file !== undefined) {
    return (request, reply, found) => sendTarball(request, reply, found, file);
  }
  if (rest.length === 1) return (request, reply, found) => sendManifest(request, reply, found, first);
  throw new AppError("NOT_FOUND", { noun: "address" });
}

async function sendPackument(request: FastifyRequest, reply: FastifyReply, found: ReadablePackage) {
  const form = packumentForm(request.headers.accept);
  if (found.etags && answerNotModified(request, reply, found.etags[form])) return reply;
  const document = await packumentOf(found, form);
  if (answerNotModified(request, reply, document.etag)) return reply;
  return answerDocument(request, reply, document);
}

async function sendManifest(request: FastifyRequest, reply: FastifyReply, found: ReadablePackage, selector: string) {
  const facts = await packumentFacts(found.id);
  const manifest = facts && selectManifest(facts, selector, env().REGISTRY_URL);
  if (!manifest) throw new AppError("NOT_FOUND", { noun: `version ${found.name}@${selector}` });
  const document = await serializeJson(manifest);
  if (answerNotModified(request, reply, document.etag)) return reply;
  return answerDocument(request, reply, document);
}

async function sendTarball(request: FastifyRequest, reply: FastifyReply, found: ReadablePackage, file: string) {
  const version = versionOfTarball(found.name, file);
  const tarball = version === null ? null : await tarballOf(found, version);
  if (!tarball) throw new AppError("NOT_FOUND", { noun: `tarball ${file}` });

  const etag = `"${tarball.sha512}"`;
  reply.headers({
    etag,
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=31536000, immutable",
    vary: "Authorization",
  });
  if (answerNotModified(request, reply, etag)) return reply;

  const range = parseRange(request.headers.range, tarball.size, {
    ifRange: request.headers["if-range"]?.toString(),
    etag,
  });
  if (range.kind === "unsatisfiable") {
    return reply.code(416).headers({ "content-range": range.contentRange, "content-length": 0 }).send();
  }

  const part = range.kind === "part" ? { start: range.start, end: range.end } : undefined;
  if (range.kind === "part") reply.code(206).header("content-range", range.contentRange);

  const length = part ? part.end - part.start + 1 : tarball.size;
  reply.headers({ "content-type": "application/octet-stream", "content-length": length });
  // An empty stream, because Fastify would set the length of an empty body to 0.
  if (request.method === "HEAD") return reply.send(Readable.from([]));

  const small = await smallArtifact(tarball);
  if (small) return reply.send(part ? small.subarray(part.start, part.end + 1) : small);

  return reply.send((await artifactStore().open(tarball.sha512, part)).stream);
}
