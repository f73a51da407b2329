import "server-only";
import type { Role, Visibility } from "@/generated/prisma/enums";
import { pool } from "@/lib/db";
import { env } from "@/lib/env";

/** A package and a reader's role in its account, now. */
export type ReadableRow = {
  id: string;
  accountId: string;
  visibility: Visibility;
  revision: number;
  blocked: boolean;
  role: Role | null;
  fullEtag: string | null;
  abbreviatedEtag: string | null;
};

type Row = ReadableRow & { ord: string };
type Question = { name: string; userId: string | null; answer: Promise<ReadableRow | null>; settle: Settle };
type Settle = { resolve(row: ReadableRow | null): void; reject(error: unknown): void };

const MOST_AT_ONCE = 500;

const BY_NAMES = {
  name: "readable-packages",
  text: `SELECT w."ord", p."id", p."accountId", p."visibility", p."revision", a."blockReason" <> '' AS "blocked",
                m."role", d."fullEtag", d."abbreviatedEtag"
           FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS w("name", "userId", "ord")
           JOIN "Package" p ON p."name" = w."name" AND p."removedAt" IS NULL
           JOIN "Account" a ON a."id" = p."accountId"
           LEFT JOIN "Membership" m ON m."accountId" = p."accountId" AND m."userId" = w."userId"
           LEFT JOIN "PackageDocument" d
                  ON d."packageId" = p."id" AND d."revision" = p."revision" AND d."origin" = $3`,
};

/** Questions since the last statement was sent, by reader and name. */
let waiting = new Map<string, Question>();

/**
 * Reads a reader's view of a package; null for an unknown name. Questions within one turn of the event loop share a
 * statement, which is sent after the last of them, so no answer is older than its question.
 */
export function readableRow(name: string, userId: string | null): Promise<ReadableRow | null> {
  const key = `${userId ?? ""}\n${name}`;
  const asked = waiting.get(key);
  if (asked) return asked.answer;
  if (waiting.size === 0) setImmediate(send);
  const { promise, settle } = pending<ReadableRow | null>();
  waiting.set(key, { name, userId, answer: promise, settle });
  if (waiting.size >= MOST_AT_ONCE) send();
  return promise;
}

function send(): void {
  const questions = [...waiting.values()];
  waiting = new Map();
  if (questions.length === 0) return;
  const values = [questions.map(({ name }) => name), questions.map(({ userId }) => userId), env().REGISTRY_URL];
  pool()
    .query<Row>({ ...BY_NAMES, values })
    .then(({ rows }) => {
      const found = new Map(rows.map((row) => [Number(row.ord), row]));
      for (const [index, { settle }] of questions.entries()) settle.resolve(found.get(index + 1) ?? null);
    })
    .catch((error: unknown) => {
      for (const { settle } of questions) settle.reject(error);
    });
}

function pending<T>() {
  let settle: { resolve(value: T): void; reject(error: unknown): void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (!settle) throw new Error("A promise runs its work at once");
  return { promise, settle };
}
