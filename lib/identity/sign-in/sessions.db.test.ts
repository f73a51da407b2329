import { describe, expect, it } from "vitest";
import { contextForHandle } from "@/lib/access/context";
import { sessionByToken } from "@/lib/access/queries";
import type { RequestInfo } from "@/lib/access/types";
import { at, realNow } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { createSession } from "@/lib/identity/sign-in/create-session";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { purgeExpired } from "@/lib/identity/sign-in/purge-expired";
import { sessionsOf } from "@/lib/identity/sign-in/queries";
import { revokeOtherSessions, revokeSession } from "@/lib/identity/sign-in/revoke-session";
import { digest, newId } from "@/lib/ids";

const request: RequestInfo = { requestId: newId(), address: "198.51.100.4", userAgent: "Browser", source: "web" };
let count = 0;

async function newPerson() {
  const email = `session-${++count}@example.com`;
  return transaction((tx) => findOrCreateUser(tx, { email }, request));
}

async function contextOf(token: string) {
  const person = await sessionByToken(token);
  if (!person) throw new Error("not signed in");
  return contextForHandle(person.handle, { person }, request);
}

const move = (token: string, minutes: number) => {
  const lastUsedAt = new Date(realNow().getTime() - minutes * 60_000);
  return db().session.updateMany({ where: { tokenHash: digest(token) }, data: { lastUsedAt } });
};
const row = (token: string) => db().session.findUniqueOrThrow({ where: { tokenHash: digest(token) } });

describe("a session", () => {
  it("ends for the next request when it is revoked, and no other one with it", async () => {
    const { userId } = await newPerson();
    const [one, two] = [await createSession(userId, "link", request), await createSession(userId, "link", request)];
    const ctx = await contextOf(one.token);
    expect((await sessionsOf(ctx)).map(({ id, current }) => ({ id, current }))).toEqual(
      expect.arrayContaining([
        { id: one.sessionId, current: true },
        { id: two.sessionId, current: false },
      ]),
    );
    await revokeSession(ctx, { sessionId: two.sessionId });
    expect(await sessionByToken(two.token)).toBeNull();
    expect(await sessionByToken(one.token)).not.toBeNull();
  });

  it("ends all others at once, and says how many", async () => {
    const { userId } = await newPerson();
    const sessions = [];
    for (let i = 0; i < 4; i++) sessions.push(await createSession(userId, "link", request));
    const [own, ...others] = sessions;
    const ctx = await contextOf(own?.token ?? "");
    expect(await revokeOtherSessions(ctx)).toEqual({ ended: 3 });
    for (const { token } of others) expect(await sessionByToken(token)).toBeNull();
    expect(await sessionByToken(own?.token ?? "")).not.toBeNull();
  });

  it("of somebody else is not found", async () => {
    const [mine, theirs] = [await newPerson(), await newPerson()];
    const own = await createSession(mine.userId, "link", request);
    const other = await createSession(theirs.userId, "link", request);
    await expect(revokeSession(await contextOf(own.token), { sessionId: other.sessionId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await sessionByToken(other.token)).not.toBeNull();
  });

  it("moves its end with its use, written every five minutes at most", async () => {
    const { userId } = await newPerson();
    const { token } = await createSession(userId, "link", request);
    await move(token, 4);
    const before = await row(token);
    await sessionByToken(token);
    expect((await row(token)).lastUsedAt).toEqual(before.lastUsedAt);
    await move(token, 6);
    await sessionByToken(token);
    const after = await row(token);
    expect(after.lastUsedAt.getTime()).toBeGreaterThan(realNow().getTime() - 60_000);
    expect(after.expiresAt.getTime() - after.lastUsedAt.getTime()).toBe(30 * 86_400_000);
  });

  it("stays when the product's clock moves, and ends with the machine's", async () => {
    const { userId } = await newPerson();
    const { token } = await createSession(userId, "link", request);
    const nextYear = new Date(realNow().getTime() + 365 * 86_400_000);
    expect(await at(nextYear, () => sessionByToken(token))).not.toBeNull();
    await db().session.updateMany({ where: { tokenHash: digest(token) }, data: { expiresAt: realNow() } });
    expect(await sessionByToken(token)).toBeNull();
    await purgeExpired();
    expect(await db().session.count({ where: { tokenHash: digest(token) } })).toBe(0);
  });
});
