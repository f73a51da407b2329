import { describe, expect, it } from "vitest";
import { accountByHandle } from "@/lib/access/queries";
import type { RequestInfo } from "@/lib/access/types";
import { db, transaction } from "@/lib/db";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { newId } from "@/lib/ids";

const request: RequestInfo = { requestId: newId(), address: "", userAgent: "", source: "web" };
const signUp = (email: string) => transaction((tx) => findOrCreateUser(tx, { email }, request));

describe("a personal account", () => {
  it("finds a handle for 20 people with the same local part at once", async () => {
    const users = await Promise.all(Array.from({ length: 20 }, (_, i) => signUp(`sam@company-${i}.example`)));
    const accounts = await db().account.findMany({
      where: { personalUserId: { in: users.map(({ userId }) => userId) } },
    });
    expect(accounts).toHaveLength(20);
    const handles = new Set(accounts.map(({ handle }) => handle));
    expect(handles.size).toBe(20);
    expect(handles).toContain("sam");
    for (const { handle, id } of accounts) expect((await accountByHandle(handle))?.id).toBe(id);
  });

  it("steps aside for a reserved word", async () => {
    const { userId } = await signUp("admin@reserved.example");
    const account = await db().account.findUniqueOrThrow({ where: { personalUserId: userId } });
    expect(account.handle).toBe("admin-2");
    expect(account).toMatchObject({ kind: "personal", defaultVisibility: "public" });
  });

  it("has its person as owner, and is the same at the second sign-in", async () => {
    const first = await signUp("owner@one.example");
    const second = await signUp("owner@one.example");
    expect(second).toEqual({ userId: first.userId, isNew: false });
    const memberships = await db().membership.findMany({ where: { userId: first.userId } });
    expect(memberships.map(({ role }) => role)).toEqual(["owner"]);
  });
});
