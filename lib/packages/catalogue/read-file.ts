import "server-only";
import type { Viewer } from "@/lib/access/types";
import { AppError } from "@/lib/errors";
import { readablePackage } from "@/lib/packages/catalogue/read-access";
import { tarballOf } from "@/lib/packages/catalogue/tarball-of";
import type { FileView } from "@/lib/packages/catalogue/types";
import { readTarballFile } from "@/lib/packages/npm/tarball";
import { TARBALL_LIMITS } from "@/lib/packages/npm/tarball-entries";
import { artifactStore } from "@/lib/packages/storage/artifacts";

/** How much of a file a page shows, in bytes. */
const FILE_VIEW_BYTES = 256 * 1024;

/** Opening a page unpacks the tarball, and a small one may unpack to gigabytes. */
const LIMITS = { ...TARBALL_LIMITS, maxInflatedBytes: 128 * 1024 ** 2 };

/**
 * Reads a file of a version's tarball for a page: up to 256 KB of text, the size only of anything else, and nothing of
 * a package that unpacks to more than 128 MB. Errors: as `readablePackage` for contents, NOT_FOUND for a missing
 * version or file.
 */
export async function readPackageFile(viewer: Viewer, name: string, version: string, path: string): Promise<FileView> {
  const found = await readablePackage(viewer, name, "package:install");
  const tarball = await tarballOf(found, version);
  if (!tarball) throw new AppError("NOT_FOUND", { noun: `version ${name}@${version}` });
  const { stream } = await artifactStore().open(tarball.sha512);
  const file = await readTarballFile(stream, path, FILE_VIEW_BYTES, LIMITS).catch(tooLarge);
  if (file === "large") return { type: "large", path };
  if (!file) throw new AppError("NOT_FOUND", { noun: "file" });
  const text = asText(file.bytes, file.truncated);
  const { size, truncated } = file;
  return text === null ? { type: "binary", path, size } : { type: "text", path, size, text, truncated };
}

/** Every stored tarball passed the limits of a publish, so a failure here means the lower limits of a page. */
function tooLarge(error: unknown): "large" {
  if (error instanceof AppError && error.code === "VALIDATION") return "large";
  throw error;
}

/**
 * Decodes UTF-8 without a NUL; null for anything else. A cut may split the last character; the decoder drops the half.
 */
function asText(bytes: Uint8Array, truncated: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: truncated });
  } catch {
    return null;
  }
}
