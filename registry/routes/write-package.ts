import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { storedState } from "@/lib/packages/catalogue/stored-state";
import { classifyPut, type Put } from "@/lib/packages/npm/classify-put";
import { versionOfTarball } from "@/lib/packages/npm/names";
import { assertBodyFits, type ReadDocument, readPublishDocument } from "@/lib/packages/npm/publish-document";
import { formatRevision, parseRevision } from "@/lib/packages/npm/revision";
import { admitWrite } from "@/lib/packages/publish/admit-write";
import { prepareVersion } from "@/lib/packages/publish/prepare-version";
import { inTurn } from "@/lib/packages/publish/publish-turns";
import { publishVersion } from "@/lib/packages/publish/publish-version";
import { changedMeanwhile } from "@/lib/packages/publish/rules";
import { artifactStore } from "@/lib/packages/storage/artifacts";
import { deprecateVersions } from "@/lib/packages/upkeep/deprecate-versions";
import { unpublishVersions } from "@/lib/packages/upkeep/unpublish-versions";
import { organizationPaths } from "@/lib/paths";
import { type Attempt, audited } from "@/registry/audited";
import { clientOf, packageIn, writerOf } from "@/registry/request";

/** The writes of a whole package document. The document itself tells what a PUT means. */
export function writePackageRoutes(app: FastifyInstance): void {
  app.put("/*", { config: { permission: "package:publish", entitlement: "publishes" } }, async (request, reply) => {
    const { name, rest } = packageIn(request);
    const addressed = revisionIn(rest);
    const ctx = await writerOf(request, reply, name);
    const maxBytes = env().MAX_PUBLISH_BYTES;
    assertBodyFits(contentLength(request), maxBytes);
    // What the head tells is refused before the body is read (E3); each verb then checks its own permission.
    await audited(ctx, PUBLISH, () => admitWrite(ctx, "package:publish", name));

    const read = await readPublishDocument(request.raw, {
      createWriter: () => artifactStore().create(),
      maxBytes,
      contentEncoding: request.headers["content-encoding"],
    });
    return put(request, reply, ctx, name, read, addressed);
  });

  app.delete("/*", { config: { permission: "package:unpublish", entitlement: null } }, async (request, reply) => {
    const { name, rest } = packageIn(request);
    const ctx = await writerOf(request, reply, name);
    return audited(ctx, { action: "version.unpublished", name: "registry.unpublish" }, () =>
      remove(reply, ctx, name, rest),
    );
  });
}

function contentLength(request: FastifyRequest): number | undefined {
  const length = Number(request.headers["content-length"]);
  return Number.isSafeInteger(length) ? length : undefined;
}

/** `-rev/:rev` after the name: the revision that the client saw; null without one. */
function revisionIn(rest: readonly string[]): string | null {
  if (rest.length === 0) return null;
  const [marker, text = ""] = rest;
  if (rest.length !== 2 || marker !== "-rev") throw new AppError("NOT_FOUND", { noun: "address" });
  return text;
}

function requireRevision(name: string, text: string): number {
  const revision = parseRevision(name, text);
  if (revision === null) throw changedMeanwhile(name);
  return revision;
}

const PUBLISH = { action: "version.published", name: "registry.publish" } as const;

/** The event of a refused PUT in the audit log, once its meaning is known; before that it counts as a publish. */
const ATTEMPTS = {
  publish: PUBLISH,
  unchanged: PUBLISH,
  owners: PUBLISH,
  star: PUBLISH,
  deprecate: { action: "version.deprecated", name: "registry.deprecate" },
  unpublish: { action: "version.unpublished", name: "registry.unpublish" },
} as const satisfies Record<Put["kind"], Attempt>;

async function put(
  request: FastifyRequest,
  reply: FastifyReply,
  ctx: AccountContext,
  name: string,
  { document, tarball }: ReadDocument,
  addressed: string | null,
): Promise<FastifyReply> {
  try {
    // The address, else the document, names the revision that the edit began with.
    const began = addressed ?? document._rev;
    const { meaning, revision } = await audited(ctx, PUBLISH, () => meaningOf(ctx, name, document, began));
    return await audited(ctx, ATTEMPTS[meaning.kind], async () => {
      if (meaning.kind === "publish" && tarball) {
        const { version, manifest, access } = meaning;
        const tags = Object.keys(meaning.distTags);
        const claim = { name, version, manifest };
        const source = { tarball, claim, access, tags, client: clientOf(request) };
        const prepared = await inTurn(ctx.account.id, () => prepareVersion(source));
        const published = await publishVersion(ctx, prepared);
        if (published.notices.length > 0) reply.header("npm-notice", published.notices.join(" "));
        return done(reply.code(201), name, published.revision);
      }
      await edit(ctx, name, meaning, revision);
      return done(reply.code(201), name, (await storedState(ctx, name))?.revision ?? 0);
    });
  } finally {
    await tarball?.writer.abort();
  }
}

async function meaningOf(
  ctx: AccountContext,
  name: string,
  document: ReadDocument["document"],
  began: string | undefined,
): Promise<{ meaning: Put; revision: number | null }> {
  const stored = await storedState(ctx, name);
  const revision = began === undefined ? null : requireRevision(name, began);
  // Checked before the meaning is read: versions newer than that revision would look like removed ones.
  if (stored && revision !== null && revision !== stored.revision) throw changedMeanwhile(name);
  return { meaning: classifyPut(name, document, stored), revision };
}

async function edit(ctx: AccountContext, name: string, meaning: Put, revision: number | null): Promise<void> {
  switch (meaning.kind) {
    case "deprecate": {
      const messages = new Map(meaning.changes.map(({ version, message }) => [version, message ?? ""]));
      return deprecateVersions(ctx, { name, messages });
    }
    case "unpublish": {
      if (revision === null) throw changedMeanwhile(name);
      await unpublishVersions(ctx, { name, versions: meaning.versions, expectedRevision: revision });
      return;
    }
    case "owners":
      throw new AppError("VALIDATION", {
        message: `Members of @${ctx.account.handle} maintain ${name}. Invite people at ${env().DASHBOARD_URL}${organizationPaths(ctx.account.handle).team}.`,
      });
    case "star":
      throw new AppError("VALIDATION", { message: "This registry does not support stars." });
    case "publish":
      throw new AppError("VALIDATION", { message: "The publish carries no tarball." });
    case "unchanged":
      return;
  }
}

/** The last step of an unpublish, or all of it, is a DELETE. Succeeds for a tarball whose version is already gone. */
async function remove(reply: FastifyReply, ctx: AccountContext, name: string, rest: readonly string[]) {
  authorize(ctx, "package:unpublish", name);
  const [first, second = ""] = rest;
  if (first === "-rev" && rest.length === 2) {
    const expectedRevision = requireRevision(name, second);
    await unpublishVersions(ctx, { name, versions: null, expectedRevision });
    return reply.send({ ok: true, success: true });
  }
  const version = first === "-" && rest[2] === "-rev" ? versionOfTarball(name, second) : null;
  if (version === null) throw new AppError("NOT_FOUND", { noun: "address" });
  const stored = await storedState(ctx, name);
  if (stored?.versions.has(version))
    await unpublishVersions(ctx, { name, versions: [version], expectedRevision: null });
  return reply.send({ ok: true, success: true });
}

function done(reply: FastifyReply, name: string, revision: number): FastifyReply {
  return reply.send({ ok: true, success: true, id: name, rev: formatRevision(name, revision) });
}
