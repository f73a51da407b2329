import "server-only";
import { buffer } from "node:stream/consumers";
import { LRUCache } from "lru-cache";
import { artifactStore } from "@/lib/packages/storage/artifacts";

/** Opening a file costs more than its bytes up to about this size. */
const MOST_BYTES = 64 * 1024;
const KEPT_BYTES = 64 * 1024 * 1024;

/** By digest, so nothing in it is ever wrong. */
const kept = new LRUCache<string, Buffer>({ maxSize: KEPT_BYTES, sizeCalculation: ({ length }) => length + 200 });
const reading = new Map<string, Promise<Buffer>>();

/** Returns the bytes of an artifact of at most 64 KB, from memory once it was read; null for a larger one. */
export async function smallArtifact({ sha512, size }: { sha512: string; size: number }): Promise<Buffer | null> {
  if (size > MOST_BYTES) return null;
  const known = kept.get(sha512);
  if (known) return known;
  const asked = reading.get(sha512);
  if (asked) return asked;
  const work = read(sha512).finally(() => reading.delete(sha512));
  reading.set(sha512, work);
  return work;
}

async function read(sha512: string): Promise<Buffer> {
  const bytes = await buffer((await artifactStore().open(sha512)).stream);
  kept.set(sha512, bytes);
  return bytes;
}
