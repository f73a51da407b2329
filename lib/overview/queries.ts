import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import type { AccountCounts, ExamplePackage, Publish } from "@/lib/overview/types";
import { DAY_MS } from "@/lib/time";

type Counted = {
  public: bigint;
  private: bigint;
  members: bigint;
  invitations: bigint;
  nextInvitationEnd: Date | null;
  expired: bigint;
  ending: bigint;
};

const WEEK_MS = 7 * DAY_MS;

/** Reads the numbers of the navigation and the overview at once. Packages are null for a role that may not see them. */
export async function countAccount(ctx: AccountContext): Promise<AccountCounts> {
  authorize(ctx, "account:read");
  const id = Prisma.sql`${ctx.account.id}::uuid`;
  const at = now();
  const soon = new Date(at.getTime() + WEEK_MS);
  const live = Prisma.sql`"accountId" = ${id} AND "revokedAt" IS NULL`;
  const [row] = await db().$queryRaw<Counted[]>`
    SELECT (SELECT count(*) FROM "Package" WHERE "accountId" = ${id} AND "removedAt" IS NULL AND "visibility" = 'public') AS "public",
           (SELECT count(*) FROM "Package" WHERE "accountId" = ${id} AND "removedAt" IS NULL AND "visibility" = 'private') AS "private",
           (SELECT count(*) FROM "Membership" WHERE "accountId" = ${id}) AS "members",
           (SELECT count(*) FROM "Invitation" WHERE "accountId" = ${id} AND "state" = 'pending' AND "expiresAt" > ${at}) AS "invitations",
           (SELECT min("expiresAt") FROM "Invitation" WHERE "accountId" = ${id} AND "state" = 'pending' AND "expiresAt" > ${at}) AS "nextInvitationEnd",
           (SELECT count(*) FROM "ApiKey" WHERE ${live} AND "expiresAt" <= ${at}) AS "expired",
           (SELECT count(*) FROM "ApiKey" WHERE ${live} AND "expiresAt" > ${at} AND "expiresAt" <= ${soon}) AS "ending"`;
  const seesPackages = ctx.permissions.has("package:read");
  const [open, closed] = [Number(row?.public ?? 0), Number(row?.private ?? 0)];

  return {
    packages: seesPackages ? open + closed : null,
    publicPackages: seesPackages ? open : null,
    privatePackages: seesPackages ? closed : null,
    members: Number(row?.members ?? 0),
    invitations: Number(row?.invitations ?? 0),
    nextInvitationEnd: row?.nextInvitationEnd?.toISOString() ?? null,
    expiredTokens: Number(row?.expired ?? 0),
    endingTokens: Number(row?.ending ?? 0),
  };
}

/** Lists the last publishes of the account's packages, newest first. Errors: FORBIDDEN. */
export async function recentPublishes(ctx: AccountContext, limit: number): Promise<Publish[]> {
  authorize(ctx, "package:read");
  const rows = await db().packageVersion.findMany({
    where: { unpublishedAt: null, package: { accountId: ctx.account.id, removedAt: null } },
    select: { id: true, version: true, publishedByName: true, publishedAt: true, package: { select: { name: true } } },
    orderBy: [{ publishedAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(({ id, version, publishedByName, publishedAt, package: { name } }) => ({
    id,
    package: name,
    version,
    by: publishedByName,
    at: publishedAt.toISOString(),
  }));
}

/** Reads the package that changed last, for example commands; null without packages. Errors: FORBIDDEN. */
export async function newestPackage(ctx: AccountContext): Promise<ExamplePackage | null> {
  authorize(ctx, "package:read");
  return db().package.findFirst({
    where: { accountId: ctx.account.id, removedAt: null, latest: { not: "" } },
    select: { name: true, visibility: true },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
  });
}
