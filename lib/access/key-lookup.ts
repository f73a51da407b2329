import "server-only";
import { rangeCheck } from "@/lib/access/cidr";
import type { PresentedKey } from "@/lib/access/types";
import { pool } from "@/lib/db";

/** A key as stored, revoked keys included. */
export type StoredKey = {
  presented: PresentedKey;
  mayComeFrom(address: string): boolean;
  expiresAtMs: number | null;
  revoked: boolean;
};

type Row = {
  id: string;
  name: string;
  scopes: string[];
  packagePatterns: string[];
  cidrs: string[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  userId: string;
  userName: string;
  email: string;
};

const SELECT = `
  SELECT k."id", k."name", k."scopes", k."packagePatterns", k."cidrs", k."expiresAt", k."revokedAt",
         u."id" AS "userId", u."name" AS "userName", u."email"
    FROM "ApiKey" k JOIN "User" u ON u."id" = k."userId"
   WHERE k."tokenHash" = $1`;

/** Reads a key by its token's digest, with one indexed query; null when there is none. */
export async function keyByDigest(tokenHash: string): Promise<StoredKey | null> {
  const { rows } = await pool().query<Row>({ name: "key-by-digest", text: SELECT, values: [tokenHash] });
  const row = rows[0];
  if (!row) return null;
  return {
    presented: {
      keyId: row.id,
      name: row.name,
      scopes: row.scopes,
      packagePatterns: row.packagePatterns,
      userId: row.userId,
      userName: row.userName,
      email: row.email,
    },
    mayComeFrom: row.cidrs.length === 0 ? () => true : rememberingLast(rangeCheck(row.cidrs)),
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    revoked: row.revokedAt !== null,
  };
}

/** A client usually calls again from the same address, and comparing text is a hundred times faster than parsing it. */
function rememberingLast(check: (address: string) => boolean): (address: string) => boolean {
  let allowed: string | null = null;
  return (address) => {
    if (address === allowed) return true;
    if (!check(address)) return false;
    allowed = address;
    return true;
  };
}
