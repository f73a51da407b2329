import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { distTagsOf } from "@/lib/packages/catalogue/dist-tags-of";
import { readablePackage } from "@/lib/packages/catalogue/read-access";
import { type PackagePath, parsePackagePath } from "@/lib/packages/npm/package-path";
import { serializeJson } from "@/lib/packages/npm/packument";
import { admitWrite } from "@/lib/packages/publish/admit-write";
import { changeVisibility } from "@/lib/packages/upkeep/change-visibility";
import { removeDistTag } from "@/lib/packages/upkeep/remove-dist-tag";
import { setDistTag } from "@/lib/packages/upkeep/set-dist-tag";
import { answerDocument, answerNotModified } from "@/registry/answer-document";
import { audited } from "@/registry/audited";
import { limitReads } from "@/registry/read-limit";
import { jsonBody, viewerOf, writerOf } from "@/registry/request";

const PREFIX = "/-/package/";

function addressed(request: FastifyRequest): PackagePath & { topic: string; tag: string } {
  const path = (request.raw.url ?? "").replace(/\/{2,}/g, "/");
  const { name, rest } = parsePackagePath(path.slice(PREFIX.length - 1));
  const [topic = "", tag = ""] = rest;
  return { name, rest, topic, tag };
}

const noSuchAddress = () => new AppError("NOT_FOUND", { noun: "address" });

const VISIBILITY = { action: "package.visibility_changed", name: "registry.change-visibility" } as const;
const TAG = { action: "tag.set", name: "registry.set-tag" } as const;

const versionBody = z.string({ error: "The body must be the version as a JSON string." }).max(256);
const accessBody = z.object({ access: z.enum(["public", "restricted"]) });

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new AppError("VALIDATION", { message: result.error.issues[0]?.message ?? "The body is not valid." });
}

/** Dist-tags, and the visibility that `npm access` reads and sets. */
export function distTagRoutes(app: FastifyInstance): void {
  app.get(`${PREFIX}*`, { config: { permission: "package:install", entitlement: null } }, async (request, reply) => {
    await limitReads(request);
    const { name, topic, rest } = addressed(request);
    if (rest.length !== 1) throw noSuchAddress();
    const found = await readablePackage(viewerOf(request), name, "package:install");
    if (topic === "visibility" || topic === "access") return reply.send({ public: found.visibility === "public" });
    if (topic !== "dist-tags") throw noSuchAddress();
    const document = await serializeJson(await distTagsOf(found.id));
    if (answerNotModified(request, reply, document.etag)) return reply;
    return answerDocument(request, reply, document);
  });

  app.route({
    method: ["PUT", "POST"],
    url: `${PREFIX}*`,
    config: { permission: "package:tag", entitlement: null },
    handler: async (request, reply) => {
      const { name, topic, tag, rest } = addressed(request);
      const ctx = await writerOf(request, reply, name);
      if (topic === "access" && rest.length === 1) {
        await audited(ctx, VISIBILITY, async () => {
          await admitWrite(ctx, "package:visibility", name);
          const { access } = parsed(accessBody, await jsonBody(request));
          await changeVisibility(ctx, { name, visibility: access === "public" ? "public" : "private" });
        });
        return reply.send({ ok: true });
      }
      if (topic !== "dist-tags" || rest.length !== 2) throw noSuchAddress();
      await audited(ctx, TAG, async () => {
        await admitWrite(ctx, "package:tag", name);
        const version = parsed(versionBody, await jsonBody(request));
        await setDistTag(ctx, { name, tag, version });
      });

      return reply.code(201).send({ ok: true });
    },
  });

  app.delete(`${PREFIX}*`, { config: { permission: "package:tag", entitlement: null } }, async (request, reply) => {
    const { name, topic, tag, rest } = addressed(request);
    const ctx = await writerOf(request, reply, name);
    if (topic !== "dist-tags" || rest.length !== 2) throw noSuchAddress();
    await audited(ctx, { action: "tag.removed", name: "registry.remove-tag" }, () => removeDistTag(ctx, { name, tag }));
    return reply.send({ ok: true });
  });
}
