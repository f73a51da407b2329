import "server-only";
import { LRUCache } from "lru-cache";
import type { Viewer } from "@/lib/access/types";
import { AppError } from "@/lib/errors";
import { readablePackage } from "@/lib/packages/catalogue/read-access";
import { tarballOf } from "@/lib/packages/catalogue/tarball-of";
import { Turns } from "@/lib/packages/catalogue/turns";
import type { FileView } from "@/lib/packages/catalogue/types";
import { readTarballFile } from "@/lib/packages/npm/tarball";
import { TARBALL_LIMITS } from "@/lib/packages/npm/tarball-entries";
import { artifactStore } from "@/lib/packages/storage/artifacts";

/** How much of a file a page shows, in bytes and in lines. */
const FILE_VIEW_BYTES = 256 * 1024;
const FILE_VIEW_LINES = 5_000;

/** Opening a page unpacks the tarball, and a small one may unpack to gigabytes. */
const LIMITS = { ...TARBALL_LIMITS, maxInflatedBytes: 128 * 1024 ** 2 };
const unpacking = new Turns({ running: 2, waiting: 30 }, "Reading files of packages");

const KEPT_CHARACTERS = 16 * 1024 ** 2;
const kept = new LRUCache<string, FileView>({
  maxSize: KEPT_CHARACTERS,
  sizeCalculation: (view, key) => key.length + (view.type === "text" ? view.text.length : 0) + 100,
});

/**
 * Reads a file of a version's tarball for a page: up to 256 KB and 5,000 lines of text, the size only of anything else,
 * and nothing of a package that unpacks to more than 128 MB. Kept in memory by the tarball's digest, which never changes
 * its bytes. Errors: as `readablePackage` for contents, NOT_FOUND for a missing version or file, UNAVAILABLE.
 */
export async function readPackageFile(viewer: Viewer, name: string, version: string, path: string): Promise<FileView> {
  const found = await readablePackage(viewer, name, "package:install");
  const tarball = await tarballOf(found, version);
  if (!tarball) throw new AppError("NOT_FOUND", { noun: `version ${name}@${version}` });

  const key = `${tarball.sha512} ${path}`;
  const known = kept.get(key);
  if (known) return known;
  // Somebody else may have read it while this view waited.
  const view = await unpacking.take(async () => kept.get(key) ?? (await unpack(tarball.sha512, path)));
  kept.set(key, view);
  return view;
}

async function unpack(sha512: string, path: string): Promise<FileView> {
  const { stream } = await artifactStore().open(sha512);
  const file = await readTarballFile(stream, path, FILE_VIEW_BYTES, LIMITS).catch(tooLarge);
  if (file === "large") return { type: "large", path };
  if (!file) throw new AppError("NOT_FOUND", { noun: "file" });

  const text = asText(file.bytes, file.truncated);
  const { size } = file;
  if (text === null) return { type: "binary", path, size };
  const shown = firstLines(text);
  return { type: "text", path, size, text: shown, truncated: file.truncated || shown.length < text.length };
}

function firstLines(text: string): string {
  let end = 0;
  for (let lines = 0; lines < FILE_VIEW_LINES; lines++) {
    const next = text.indexOf("\n", end);
    if (next < 0) return text;
    end = next + 1;
  }
  return text.slice(0, end);
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
