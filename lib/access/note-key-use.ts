import "server-only";
import { nowMs } from "@/lib/clock";
import { pool } from "@/lib/db";
import { log } from "@/lib/logger";

// Records nothing: the time of the last use is no change to the account.

const EVERY_MS = 5_000;
const BATCH = 5_000;

type Use = { atMs: number; address: string };
type Notebook = { uses: Map<string, Use>; timer: NodeJS.Timeout | undefined; writing: Promise<void> };

const kept = globalThis as typeof globalThis & { packhouseKeyUse?: Notebook };

function notebook(): Notebook {
  kept.packhouseKeyUse ??= { uses: new Map(), timer: undefined, writing: Promise.resolve() };
  return kept.packhouseKeyUse;
}

/** Remembers that a key was used now. A request writes no row; a batch follows within five seconds. */
export function noteKeyUse(keyId: string, address: string): void {
  const book = notebook();
  const known = book.uses.get(keyId);
  if (known) {
    known.atMs = nowMs();
    known.address = address;
    return;
  }
  book.uses.set(keyId, { atMs: nowMs(), address });
  flushLater(book);
}

function flushLater(book: Notebook): void {
  book.timer ??= setTimeout(() => {
    flushKeyUse().catch((error: unknown) => log().warn({ err: error }, "last use of tokens not written yet"));
  }, EVERY_MS).unref();
}

/** Writes the remembered uses. Call it once more at shutdown. Keeps what it could not write for the next batch. */
export async function flushKeyUse(): Promise<void> {
  const book = notebook();
  clearTimeout(book.timer);
  book.timer = undefined;
  const written = book.writing.catch(() => undefined).then(() => writeAll(book));
  book.writing = written;
  await written;
}

async function writeAll(book: Notebook): Promise<void> {
  while (book.uses.size > 0) {
    const batch = [...book.uses].slice(0, BATCH);
    for (const [keyId] of batch) book.uses.delete(keyId);
    try {
      await write(batch);
    } catch (error) {
      for (const [keyId, use] of batch) if (!book.uses.has(keyId)) book.uses.set(keyId, use);
      flushLater(book);
      throw error;
    }
  }
}

/** Locks rows in the order of their ids, so that the batches of two instances cannot deadlock. */
async function write(batch: readonly (readonly [string, Use])[]): Promise<void> {
  await pool().query({
    name: "write-key-use",
    text: `
      WITH used AS (
        SELECT k."id", v."at", v."address"
          FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS v("id", "at", "address")
          JOIN "ApiKey" k ON k."id" = v."id"
         WHERE k."lastUsedAt" IS NULL OR k."lastUsedAt" < v."at"
         ORDER BY k."id" FOR NO KEY UPDATE OF k)
      UPDATE "ApiKey" k SET "lastUsedAt" = used."at", "lastUsedAddress" = used."address"
        FROM used WHERE k."id" = used."id"`,
    values: [
      batch.map(([keyId]) => keyId),
      batch.map(([, use]) => new Date(use.atMs)),
      batch.map(([, use]) => use.address),
    ],
  });
}
