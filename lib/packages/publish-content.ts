import "server-only";
import { authorize } from "@/lib/auth/authorize";
import type { AccountContext } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { assertNewPackageName, assertVersion } from "@/lib/npm/names";
import type { ReadTarball } from "@/lib/npm/publish-document";
import { assertShallow } from "@/lib/npm/request-body";
import { artifactStore } from "@/lib/packages/artifacts";
import { type ContentKind, contentFaults } from "@/lib/packages/content-schema";
import { assertOwnName } from "@/lib/packages/namespace";
import { packContent } from "@/lib/packages/pack-content";
import { prepareVersion } from "@/lib/packages/prepare-version";
import { publishVersion } from "@/lib/packages/publish-version";
import type { PublishContentInput } from "@/lib/packages/schema";
import type { PublishedVersion } from "@/lib/packages/types";

/** Packs a content document as an npm package and publishes it. Errors: VALIDATION by field, then as `publishVersion`. */
export async function publishContent(ctx: AccountContext, input: PublishContentInput): Promise<PublishedVersion> {
  authorize(ctx, "package:publish", input.name);
  assertNewPackageName(input.name);
  assertVersion(input.version);
  await assertOwnName(ctx, input.name);
  const document = readDocument(input.kind, input.document);
  const tarball = await stage(await packContent({ ...input, document }));
  const prepared = await prepareVersion({ tarball, claim: null, access: null, tags: [], client: "Dashboard form" });
  return publishVersion(ctx, prepared);
}

function readDocument(kind: ContentKind, text: string): unknown {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw invalid("The document is not valid JSON.");
  }
  assertShallow(document, "The document");
  const [fault] = contentFaults(kind, document);
  if (fault) throw invalid(`The document is no valid ${kind}: ${fault}.`);
  return document;
}

function invalid(message: string): AppError {
  return new AppError("VALIDATION", { message, fields: { document: [message] } });
}

async function stage(bytes: Buffer): Promise<ReadTarball> {
  const writer = await artifactStore().create();
  try {
    await writer.write(bytes);
    return { writer, staged: await writer.finish() };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
