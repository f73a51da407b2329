import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { checkLimit } from "@/lib/entitlements/check-entitlement";
import { required } from "@/lib/entitlements/refuse";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { ReadTarball } from "@/lib/packages/npm/publish-document";
import type { ByteSource } from "@/lib/packages/npm/request-body";
import { prepareVersion } from "@/lib/packages/publish/prepare-version";
import { inTurn } from "@/lib/packages/publish/publish-turns";
import { publishVersion } from "@/lib/packages/publish/publish-version";
import type { PublishedVersion } from "@/lib/packages/publish/types";
import { artifactStore } from "@/lib/packages/storage/artifacts";

export type PublishUploadInput = {
  body: ByteSource;
  /** The request's Content-Length, if any: a shorter upload was cut off. */
  contentLength: number | null;
  /** Empty means `latest`. */
  tags: readonly string[];
};

/**
 * Publishes a tarball from the browser, in constant memory; its package.json gives name and version. Errors: FORBIDDEN
 * and the plan's refusals before a byte is read, TOO_LARGE, VALIDATION, RATE_LIMITED, then as `publishVersion`.
 */
export async function publishUpload(ctx: AccountContext, input: PublishUploadInput): Promise<PublishedVersion> {
  authorize(ctx, "package:publish");
  required(await checkLimit(ctx, "publishes", 1));
  const tarball = await receive(input);
  const { tags } = input;
  const source = { tarball, claim: null, access: null, tags, client: "Dashboard upload" };
  try {
    return await publishVersion(ctx, await inTurn(ctx.account.id, () => prepareVersion(source)));
  } finally {
    await tarball.writer.abort();
  }
}

async function receive({ body, contentLength }: PublishUploadInput): Promise<ReadTarball> {
  const limitBytes = env().MAX_PUBLISH_BYTES;
  const tooLarge = new AppError("TOO_LARGE", { what: "package tarball", limitBytes, setting: "MAX_PUBLISH_BYTES" });
  if (contentLength !== null && contentLength > limitBytes) throw tooLarge;

  const writer = await artifactStore().create();
  try {
    let received = 0;
    for await (const chunk of body) {
      received += chunk.byteLength;
      if (received > limitBytes) throw tooLarge;
      await writer.write(chunk);
    }
    if (received === 0) throw new AppError("VALIDATION", { message: "The upload is empty. Choose a .tgz file." });
    if (contentLength !== null && received !== contentLength) {
      const message = `The upload ended after ${received} of ${contentLength} bytes. Send it again.`;
      throw new AppError("VALIDATION", { message });
    }
    return { writer, staged: await writer.finish() };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
