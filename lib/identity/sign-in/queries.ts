import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { digest } from "@/lib/ids";

export type SessionRow = {
  id: string;
  address: string;
  userAgent: string;
  createdAt: string;
  lastUsedAt: string;
  current: boolean;
};

/** Lists the acting person's live sessions, last used first; `current` is the calling one. At most 100. */
export async function sessionsOf(ctx: AccountContext): Promise<SessionRow[]> {
  if (ctx.actor.type !== "user") return [];
  const { userId, sessionId } = ctx.actor;
  const rows = await db().session.findMany({
    where: { userId, expiresAt: { gt: realNow() } },
    orderBy: [{ lastUsedAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    current: row.id === sessionId,
  }));
}

/** The mailbox of a sign-in link that still works, else null. Only its page asks; redeeming decides again. */
export async function mailboxOfLink(token: string): Promise<string | null> {
  const link = await db().signInLink.findFirst({
    where: { tokenHash: digest(token), usedAt: null, expiresAt: { gt: realNow() } },
    select: { email: true },
  });
  return link?.email ?? null;
}

export type Persona = {
  userId: string;
  key: string;
  name: string;
  email: string;
  roles: { account: string; role: string }[];
};

const DEMO_DOMAIN = "packhouse.example";

/** Lists the demo's people by name, with their roles in organizations. */
export async function personas(): Promise<Persona[]> {
  const rows = await db().user.findMany({
    where: { email: { endsWith: `@${DEMO_DOMAIN}` } },
    select: {
      id: true,
      name: true,
      email: true,
      memberships: {
        where: { account: { kind: "organization" } },
        select: { role: true, account: { select: { name: true } } },
        orderBy: { account: { name: "asc" } },
      },
    },
    orderBy: { name: "asc" },
    take: 100,
  });
  return rows.map(({ id, name, email, memberships }) => ({
    userId: id,
    key: email.slice(0, -`@${DEMO_DOMAIN}`.length),
    name,
    email,
    roles: memberships.map(({ role, account }) => ({ account: account.name, role })),
  }));
}

export async function personaByKey(key: string): Promise<{ userId: string } | null> {
  const row = await db().user.findUnique({ where: { email: `${key}@${DEMO_DOMAIN}` }, select: { id: true } });
  return row && { userId: row.id };
}

export type UserRef = { id: string; email: string };

const userRef = { id: true, email: true } as const;

export async function userById(id: string): Promise<UserRef | null> {
  return db().user.findUnique({ where: { id }, select: userRef });
}

export async function userByEmail(email: string): Promise<UserRef | null> {
  return db().user.findUnique({ where: { email: email.toLowerCase() }, select: userRef });
}

/** Finds the person of an outside identity. */
export async function userByIdentity(provider: string, providerAccountId: string): Promise<UserRef | null> {
  const row = await db().identityLink.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
    select: { user: { select: userRef } },
  });
  return row?.user ?? null;
}
