import "server-only";
import { LRUCache } from "lru-cache";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { buildPackument, type Forms } from "@/lib/packages/catalogue/build-packument";
import type { ReadablePackage } from "@/lib/packages/catalogue/read-access";
import type { Form, SerializedForm } from "@/lib/packages/npm/packument";

/** The most bytes of packuments that one process caches. */
const KEPT_BYTES = 96 * 1024 * 1024;

const kept = new LRUCache<string, Forms>({ maxSize: KEPT_BYTES, sizeCalculation: sizeOf });
const building = new Map<string, Promise<Forms>>();

function sizeOf({ full, abbreviated }: Forms): number {
  return [full, abbreviated].reduce((sum, { identity, gzip }) => sum + identity.length + gzip.length + 200, 0);
}

/**
 * Returns one form of a packument, of the revision that `readablePackage` saw or newer. Each revision is serialized
 * once, by the first process that needs it, and stored; the cache's key is the database's revision. Errors: NOT_FOUND
 * when the package was removed meanwhile.
 */
export async function packumentOf(found: ReadablePackage, form: Form): Promise<SerializedForm> {
  const key = `${found.id}:${found.revision}`;
  const known = kept.get(key);
  if (known) return known[form];
  let work = building.get(key);
  if (!work) {
    work = loadOrBuild(found).finally(() => building.delete(key));
    building.set(key, work);
  }
  const forms = await work;
  kept.set(key, forms);
  return forms[form];
}

async function loadOrBuild({ id, revision }: ReadablePackage): Promise<Forms> {
  const origin = env().REGISTRY_URL;
  const stored = await db().packageDocument.findFirst({ where: { packageId: id, revision, origin } });
  if (!stored) return buildPackument(id, origin);
  const { full, fullGzip, fullEtag, abbreviated, abbreviatedGzip, abbreviatedEtag } = stored;
  return {
    full: { identity: Buffer.from(full), gzip: Buffer.from(fullGzip), etag: fullEtag },
    abbreviated: { identity: Buffer.from(abbreviated), gzip: Buffer.from(abbreviatedGzip), etag: abbreviatedEtag },
  };
}
