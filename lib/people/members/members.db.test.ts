import { describe, expect, it, vi } from "vitest";
import type { Role } from "@/generated/prisma/enums";
import { contextForAccount, operatorContext } from "@/lib/access/context";
import * as recorder from "@/lib/audit/record";
import { at, now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { changeMemberRole } from "@/lib/people/members/change-member-role";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  request,
  seatRecords,
} from "@/lib/people/members/members.fixture";
import { removeMember } from "@/lib/people/members/remove-member";
import { getSeatUsage } from "@/lib/people/seats/queries";
import { DAY_MS } from "@/lib/time";

const roleOf = async (accountId: string, userId: string) =>
  (await db().membership.findUnique({ where: { accountId_userId: { accountId, userId } } }))?.role;
const used = (n: number) => ({ counter: n, ledger: n, rows: n });

describe("changeMemberRole", () => {
  it("changes the role from the next request on, and records before and after", async () => {
    const org = await newOrganization(5);
    const member = await newMember(org, "member");
    await changeMemberRole(org.ctx, { userId: member.userId, role: "admin" });
    await changeMemberRole(org.ctx, { userId: member.userId, role: "admin" });
    expect((await contextOf(org.account, member)).role).toBe("admin");
    const events = await db().auditEvent.findMany({
      where: { accountId: org.account.id, action: "member.role_changed" },
    });
    expect(events.map(({ changes }) => changes)).toEqual([[{ path: "role", before: "member", after: "admin" }]]);
  });

  it("frees the seat of a role that stops using one, and takes one again; none left is refused", async () => {
    const org = await newOrganization(2);
    const member = await newMember(org, "member");
    expect(await getSeatUsage(org.ctx)).toEqual({ purchased: 2, used: 2, reserved: 0, available: 0 });
    await changeMemberRole(org.ctx, { userId: member.userId, role: "auditor" });
    expect(await getSeatUsage(org.ctx)).toEqual({ purchased: 2, used: 1, reserved: 0, available: 1 });
    await changeMemberRole(org.ctx, { userId: member.userId, role: "member" });
    const billing = await newMember(org, "billing");
    await expect(changeMemberRole(org.ctx, { userId: billing.userId, role: "member" })).rejects.toMatchObject({
      code: "LIMIT_REACHED",
      payload: { decision: { code: "seat_limit", limit: 2, used: 2 } },
    });
    expect(await roleOf(org.account.id, billing.userId)).toBe("billing");
    expect((await seatRecords(org.account.id)).used).toEqual(used(2));
  });

  const granted: [granter: Role, from: Role, to: Role, allowed: boolean][] = [
    ["owner", "member", "owner", true],
    ["owner", "owner", "member", true],
    ["admin", "member", "admin", true],
    ["admin", "admin", "member", true],
    ["admin", "member", "owner", false],
    ["admin", "owner", "member", false],
    ["member", "auditor", "member", false],
    ["billing", "auditor", "billing", false],
    ["auditor", "member", "auditor", false],
  ];
  it.each(granted)("%s turning %s into %s: %s", async (granter, from, to, allowed) => {
    const org = await newOrganization(6);
    const actor = granter === "owner" ? org.owner : await newMember(org, granter);
    const target = await newMember(org, from, "target");
    const ctx = await contextOf(org.account, actor);
    const change = changeMemberRole(ctx, { userId: target.userId, role: to });
    if (allowed) await change;
    else await expect(change).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await roleOf(org.account.id, target.userId)).toBe(allowed ? to : from);
  });

  it("keeps the last owner, and lets one of two go", async () => {
    const org = await newOrganization(3);
    const self = { userId: org.owner.userId, role: "member" } as const;
    await expect(changeMemberRole(org.ctx, self)).rejects.toMatchObject({
      code: "CONFLICT",
      payload: { message: expect.stringContaining("last owner") },
    });
    expect(await roleOf(org.account.id, org.owner.userId)).toBe("owner");
    await newMember(org, "owner", "second");
    await changeMemberRole(org.ctx, self);
    expect(await roleOf(org.account.id, org.owner.userId)).toBe("member");
  });

  it("keeps one owner when two demote each other at once, ten times", async () => {
    for (let round = 0; round < 10; round++) {
      const org = await newOrganization(3);
      const other = await newMember(org, "owner", "second");
      const otherCtx = await contextOf(org.account, other);
      const tries = await Promise.allSettled([
        changeMemberRole(org.ctx, { userId: other.userId, role: "member" }),
        removeMember(otherCtx, { userId: org.owner.userId }),
      ]);
      expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      for (const attempt of tries) {
        if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: "CONFLICT" });
      }
      expect(await db().membership.count({ where: { accountId: org.account.id, role: "owner" } })).toBe(1);
      const records = await seatRecords(org.account.id);
      expect(records.used).toEqual(used(records.used.rows));
    }
  });

  it("has a database that refuses the last owner's end by itself, at the commit", async () => {
    const org = await newOrganization(3);
    const where = { accountId: org.account.id, userId: org.owner.userId };
    const remove = () => transaction((tx) => tx.membership.deleteMany({ where }));
    const demote = () => transaction((tx) => tx.membership.updateMany({ where, data: { role: "admin" } }));
    await expect(remove()).rejects.toThrow(/would have no owner/);
    await expect(demote()).rejects.toThrow(/would have no owner/);
    await newMember(org, "owner", "second");
    await expect(demote()).resolves.toEqual({ count: 1 });
  });

  it("finds nothing in another tenant, and nobody who is not a member", async () => {
    const [one, two] = [await newOrganization(5), await newOrganization(5)];
    const foreign = await newMember(two, "member");
    await expect(changeMemberRole(one.ctx, { userId: foreign.userId, role: "admin" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(removeMember(one.ctx, { userId: foreign.userId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(removeMember(one.ctx, { userId: newId() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(contextOf(two.account, one.owner)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await roleOf(two.account.id, foreign.userId)).toBe("member");
    await changeMemberRole(two.ctx, { userId: foreign.userId, role: "admin" });
    expect(await roleOf(two.account.id, foreign.userId)).toBe("admin");
  });

  it("lets access be taken but not given once the trial is over", async () => {
    const org = await newOrganization();
    const [admin, auditor] = [await newMember(org, "admin"), await newMember(org, "auditor")];
    await at(new Date(now().getTime() + 15 * DAY_MS), async () => {
      await expect(changeMemberRole(org.ctx, { userId: auditor.userId, role: "member" })).rejects.toMatchObject({
        code: "ENTITLEMENT_REQUIRED",
      });
      await expect(changeMemberRole(org.ctx, { userId: admin.userId, role: "owner" })).rejects.toMatchObject({
        code: "ENTITLEMENT_REQUIRED",
      });
      await changeMemberRole(org.ctx, { userId: admin.userId, role: "member" });
      await removeMember(org.ctx, { userId: auditor.userId });
    });
    expect(await roleOf(org.account.id, admin.userId)).toBe("member");
    expect(await roleOf(org.account.id, auditor.userId)).toBeUndefined();
  });

  it("changes nothing when the audit row fails", async () => {
    const org = await newOrganization(5);
    const member = await newMember(org, "member");
    const before = await seatRecords(org.account.id);
    const spy = vi.spyOn(recorder, "record").mockRejectedValue(new Error("no audit"));
    await expect(changeMemberRole(org.ctx, { userId: member.userId, role: "auditor" })).rejects.toThrow("no audit");
    await expect(removeMember(org.ctx, { userId: member.userId })).rejects.toThrow("no audit");
    spy.mockRestore();
    expect(await seatRecords(org.account.id)).toEqual(before);
    expect(await roleOf(org.account.id, member.userId)).toBe("member");
    await removeMember(org.ctx, { userId: member.userId });
    expect(await roleOf(org.account.id, member.userId)).toBeUndefined();
  });
});

describe("removeMember", () => {
  it("frees the seat and shuts out sessions and keys of that person at once, here and nowhere else", async () => {
    const [org, elsewhere] = [await newOrganization(2), await newOrganization(2)];
    const member = await newMember(org, "member");
    await transaction((tx) =>
      tx.membership.create({
        data: { accountId: elsewhere.account.id, userId: member.userId, role: "auditor", joinedAt: now() },
      }),
    );
    const { userId, name, email } = member;
    const key = {
      keyId: newId(),
      name: "ci",
      userId,
      userName: name,
      email,
      scopes: ["read", "publish"],
      packagePatterns: [],
    };
    const keyContext = (accountId: string) => contextForAccount(accountId, { key }, request);
    expect((await keyContext(org.account.id)).permissions.has("package:publish")).toBe(true);
    await removeMember(org.ctx, { userId });
    await expect(keyContext(org.account.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(contextOf(org.account, member)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await contextOf(elsewhere.account, member)).role).toBe("auditor");
    expect(await getSeatUsage(org.ctx)).toMatchObject({ used: 1, available: 1 });
    expect((await seatRecords(org.account.id)).used).toEqual(used(1));
    expect(await db().auditEvent.count({ where: { accountId: org.account.id, action: "member.removed" } })).toBe(1);
  });

  it("counts one seat back when ten requests remove the same person", async () => {
    const org = await newOrganization(4);
    const member = await newMember(org, "member");
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => removeMember(org.ctx, { userId: member.userId })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await seatRecords(org.account.id)).used).toEqual(used(1));
  });

  it("is for owners and admins; nobody removes an owner from below, and the last owner stays", async () => {
    const org = await newOrganization(6);
    const [admin, member, second] = [
      await newMember(org, "admin"),
      await newMember(org, "member"),
      await newMember(org, "owner", "second"),
    ];
    const as = (person: typeof admin) => contextOf(org.account, person);
    await expect(removeMember(await as(member), { userId: admin.userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(removeMember(await as(admin), { userId: second.userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await removeMember(await as(admin), { userId: member.userId });
    await removeMember(await as(second), { userId: org.owner.userId });
    await expect(removeMember(await as(second), { userId: second.userId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(
      await db().membership.findMany({ where: { accountId: org.account.id }, orderBy: { joinedAt: "asc" } }),
    ).toMatchObject([{ role: "admin" }, { role: "owner" }]);
  });

  it("lets an operator act without a role", async () => {
    const org = await newOrganization(5);
    const second = await newMember(org, "owner", "second");
    await removeMember(operatorContext(org.account, "ops", request), { userId: second.userId });
    expect(await roleOf(org.account.id, second.userId)).toBeUndefined();
  });

  it("does not open a personal account", async () => {
    const person = await newPerson();
    const personal = await db().account.findUniqueOrThrow({ where: { personalUserId: person.userId } });
    const ctx = await contextOf(personal, person);
    await expect(removeMember(ctx, { userId: person.userId })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("being active", () => {
  it("is written at most every five minutes, for this organization only", async () => {
    const [org, other] = [await newOrganization(5), await newOrganization(5)];
    const member = await newMember(org, "member");
    const activity = async () =>
      (await db().membership.findMany({ where: { userId: member.userId, accountId: org.account.id } }))[0]
        ?.lastActiveAt;
    expect(await activity()).toBeNull();
    const first = new Date(Date.UTC(2027, 0, 1));
    const minutes = (count: number) => new Date(first.getTime() + count * 60_000);
    await at(first, () => contextOf(org.account, member));
    await at(minutes(4), () => contextOf(org.account, member));
    expect(await activity()).toEqual(first);
    await at(minutes(6), () => Promise.all([contextOf(org.account, member), contextOf(org.account, member)]));
    expect(await activity()).toEqual(minutes(6));
    await expect(contextOf(other.account, member)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
