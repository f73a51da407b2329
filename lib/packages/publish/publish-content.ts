import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { parseBoundedJson } from "@/lib/packages/npm/bounded-json";
import { assertNewPackageName, assertVersion } from "@/lib/packages/npm/names";
import type { ReadTarball } from "@/lib/packages/npm/publish-document";
import { FILE_JSON } from "@/lib/packages/npm/tarball";
import { type ContentKind, contentFaults } from "@/lib/packages/publish/content-schema";
import { assertOwnName } from "@/lib/packages/publish/namespace";
import { packContent } from "@/lib/packages/publish/pack-content";
import { prepareVersion } from "@/lib/packages/publish/prepare-version";
import { publishVersion } from "@/lib/packages/publish/publish-version";
import type { PublishContentInput } from "@/lib/packages/publish/schema";
import type { PublishedVersion } from "@/lib/packages/publish/types";
import { artifactStore } from "@/lib/packages/storage/artifacts";

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
  const document = parse(text);
  const [fault] = contentFaults(kind, document);
  if (fault) throw invalid(`The document is no valid ${kind}: ${fault}.`);
  return document;
}

function parse(text: string): unknown {
  try {
    return parseBoundedJson(Buffer.from(text), FILE_JSON, "The document");
  } catch (error) {
    throw error instanceof AppError ? invalid(errorSentence(error)) : error;
  }
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
