import { describe, expect, it, vi } from "vitest";
import type { Role } from "@/generated/prisma/enums";
import * as recorder from "@/lib/audit/record";
import { viewerFor } from "@/lib/auth/context";
import type { AccountContext, SignedIn } from "@/lib/auth/types";
import { at, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { DAY_MS } from "@/lib/entitlements/windows";
import { digest, newId } from "@/lib/ids";
import { acceptInvitation } from "@/lib/invites/accept-invitation";
import { expireInvitations } from "@/lib/invites/expire-invitations";
import { inviteMember } from "@/lib/invites/invite-member";
import { invitationByToken, listInvitations } from "@/lib/invites/queries";
import { resendInvitation } from "@/lib/invites/resend-invitation";
import { revokeInvitation } from "@/lib/invites/revoke-invitation";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  request,
  seatRecords,
  viewerOf,
} from "@/lib/members/members.fixture";
import { getSeatUsage } from "@/lib/members/queries";

const same = (n: number) => ({ counter: n, ledger: n, rows: n });
const firstPage = { after: null, before: null, limit: 50 };
const days = (count: number) => new Date(now().getTime() + count * DAY_MS);

/** The token in the last mail to an address, as its reader finds it. */
async function tokenFor(email: string): Promise<string> {
  const mail = await db().outboxMessage.findFirstOrThrow({
    where: { topic: "mail.invitation", payload: { path: ["email"], equals: email } },
    orderBy: { createdAt: "desc" },
  });
  const link = /"link":"[^"]*\/invite\/([^"/]+)"/.exec(JSON.stringify(mail.payload));
  return link?.[1] ?? "";
}

async function invited(ctx: AccountContext, person: SignedIn, role: Role = "member") {
  const { id } = await inviteMember(ctx, { email: person.email, role });
  return { id, token: await tokenFor(person.email) };
}

describe("inviteMember", () => {
  it("holds a seat, stores a digest, and writes one mail with the link", async () => {
    const org = await newOrganization(3);
    const sent = await inviteMember(org.ctx, { email: "sam@acme.example", role: "member" });
    const token = await tokenFor("sam@acme.example");
    const row = await db().invitation.findUniqueOrThrow({ where: { id: sent.id }, include: { reservation: true } });
    expect(row).toMatchObject({
      tokenHash: digest(token),
      state: "pending",
      role: "member",
      invitedById: org.owner.userId,
    });
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(14 * DAY_MS);
    expect(row.reservation).toMatchObject({ state: "held", key: "seats", amount: 1n, expiresAt: row.expiresAt });
    expect(JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(token);
    expect(await getSeatUsage(org.ctx)).toEqual({ purchased: 3, used: 1, reserved: 1, available: 1 });
    expect(
      await db().outboxMessage.count({ where: { payload: { path: ["email"], equals: "sam@acme.example" } } }),
    ).toBe(1);
    const page = await listInvitations(org.ctx, firstPage);
    expect(page).toMatchObject({
      total: 1,
      rows: [{ id: sent.id, email: "sam@acme.example", holdsSeat: true, invitedBy: "Olivia" }],
    });
  });

  it("asks for no seat for billing and auditor, also when none is free", async () => {
    const org = await newOrganization(1);
    await expect(inviteMember(org.ctx, { email: "m@acme.example", role: "member" })).rejects.toMatchObject({
      code: "LIMIT_REACHED",
      payload: { decision: { code: "seat_limit", key: "seats", limit: 1, used: 1 } },
    });
    await inviteMember(org.ctx, { email: "b@acme.example", role: "billing" });
    await inviteMember(org.ctx, { email: "a@acme.example", role: "auditor" });
    expect(await getSeatUsage(org.ctx)).toMatchObject({ used: 1, reserved: 0 });
    expect((await listInvitations(org.ctx, firstPage)).total).toBe(2);
  });

  it("gives the last seat to one of twenty invitations at once", async () => {
    const org = await newOrganization(2);
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => inviteMember(org.ctx, { email: `race-${i}@acme.example`, role: "member" })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const attempt of tries)
      if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: "LIMIT_REACHED" });
    expect(await seatRecords(org.account.id)).toEqual({ used: same(1), reserved: same(1) });
    expect(
      await db().outboxMessage.count({
        where: {
          payload: { path: ["accountName"], equals: "Acme" },
          topic: "mail.invitation",
          AND: { payload: { path: ["email"], string_starts_with: "race-" } },
        },
      }),
    ).toBe(1);
  });

  it("invites an address once, also at once, and no member", async () => {
    const org = await newOrganization(9);
    const member = await newMember(org, "member");
    await expect(inviteMember(org.ctx, { email: member.email, role: "auditor" })).rejects.toMatchObject({
      code: "CONFLICT",
      payload: { message: `${member.email} is a member already.` },
    });
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => inviteMember(org.ctx, { email: "twice@acme.example", role: "member" })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const attempt of tries)
      if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: "CONFLICT" });
    expect((await seatRecords(org.account.id)).reserved).toEqual(same(1));
  });

  const granted: [inviter: Role, role: Role, allowed: boolean][] = [
    ["owner", "owner", true],
    ["admin", "admin", true],
    ["admin", "owner", false],
    ["member", "auditor", false],
    ["billing", "auditor", false],
    ["auditor", "auditor", false],
  ];
  it.each(granted)("%s inviting %s: %s", async (inviter, role, allowed) => {
    const org = await newOrganization(5);
    const ctx = inviter === "owner" ? org.ctx : await contextOf(org.account, await newMember(org, inviter));
    const invite = inviteMember(ctx, { email: "x@acme.example", role });
    if (allowed) await invite;
    else await expect(invite).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await listInvitations(org.ctx, firstPage)).total).toBe(allowed ? 1 : 0);
  });

  it("needs a plan with collaboration: not a personal account, not an ended organization", async () => {
    const org = await newOrganization();
    const personal = await db().account.findUniqueOrThrow({ where: { personalUserId: org.owner.userId } });
    const ctx = await contextOf(personal, org.owner);
    const input = { email: "x@acme.example", role: "auditor" } as const;
    await expect(inviteMember(ctx, input)).rejects.toMatchObject({ code: "ENTITLEMENT_REQUIRED" });
    await expect(at(days(15), () => inviteMember(org.ctx, input))).rejects.toMatchObject({
      code: "ENTITLEMENT_REQUIRED",
    });
    await inviteMember(org.ctx, input);
  });

  it("leaves nothing when the audit row fails", async () => {
    const org = await newOrganization(3);
    const spy = vi.spyOn(recorder, "record").mockRejectedValue(new Error("no audit"));
    await expect(inviteMember(org.ctx, { email: "gone@acme.example", role: "member" })).rejects.toThrow("no audit");
    spy.mockRestore();
    expect((await listInvitations(org.ctx, firstPage)).total).toBe(0);
    expect(await seatRecords(org.account.id)).toEqual({ used: same(1), reserved: same(0) });
    expect(
      await db().outboxMessage.count({ where: { payload: { path: ["email"], equals: "gone@acme.example" } } }),
    ).toBe(0);
    await inviteMember(org.ctx, { email: "gone@acme.example", role: "member" });
  });
});

describe("acceptInvitation", () => {
  it("makes the invited person a member on the seat that was held", async () => {
    const [org, person] = [await newOrganization(2), await newPerson("Sam")];
    const { id, token } = await invited(org.ctx, person);
    expect(await invitationByToken(token)).toMatchObject({
      state: "open",
      role: "member",
      inviter: "Olivia",
      organization: { name: "Acme" },
    });
    expect(await acceptInvitation(viewerOf(person), { token })).toMatchObject({ id: org.account.id });
    expect((await contextOf(org.account, person)).role).toBe("member");
    expect(await seatRecords(org.account.id)).toEqual({ used: same(2), reserved: same(0) });
    expect(await db().invitation.findUnique({ where: { id } })).toMatchObject({ state: "accepted" });
    const event = await db().auditEvent.findFirstOrThrow({
      where: { accountId: org.account.id, action: "member.joined" },
    });
    expect(event).toMatchObject({ actorId: person.userId, changes: [{ path: "role", before: null, after: "member" }] });
    expect(await invitationByToken(token)).toMatchObject({ state: "accepted" });
  });

  it("joins once however often it is pressed at once", async () => {
    const [org, person] = [await newOrganization(5), await newPerson()];
    const { token } = await invited(org.ctx, person);
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => acceptInvitation(viewerOf(person), { token })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const attempt of tries)
      if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: "CONFLICT" });
    expect(await seatRecords(org.account.id)).toEqual({ used: same(2), reserved: same(0) });
    expect(await db().auditEvent.count({ where: { accountId: org.account.id, action: "member.joined" } })).toBe(1);
  });

  it("is for the invited address, verified, and says nothing about it to others", async () => {
    const org = await newOrganization(5);
    const [person, stranger] = [await newPerson("Invited"), await newPerson("Stranger")];
    const { token } = await invited(org.ctx, person);
    const refused = await acceptInvitation(viewerOf(stranger), { token }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "FORBIDDEN" });
    expect(JSON.stringify(refused)).not.toContain(person.email);
    expect(JSON.stringify(await invitationByToken(token))).not.toContain(person.email);
    await db().user.update({ where: { id: person.userId }, data: { emailVerifiedAt: null } });
    await expect(acceptInvitation(viewerOf(person), { token })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await db().user.update({ where: { id: person.userId }, data: { emailVerifiedAt: now() } });
    await acceptInvitation(viewerOf(person), { token });
    await expect(contextOf(org.account, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("needs a person with the right link", async () => {
    const [org, person] = [await newOrganization(5), await newPerson()];
    const { token } = await invited(org.ctx, person);
    const { userId, name, email } = person;
    const key = { keyId: newId(), name: "ci", userId, userName: name, email, scopes: ["publish"], packagePatterns: [] };
    await expect(acceptInvitation(viewerFor(null, request), { token })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await expect(acceptInvitation(viewerFor({ key }, request), { token })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(acceptInvitation(viewerOf(person), { token: `${token}x` })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await acceptInvitation(viewerOf(person), { token });
  });

  it("stops when it has expired, before and after the worker came by", async () => {
    const [org, person] = [await newOrganization(5), await newPerson()];
    const { token } = await invited(org.ctx, person);
    const late = new Date(days(14).getTime() + 1000);
    await at(late, async () => {
      const expired = { code: "CONFLICT", payload: { message: expect.stringContaining("expired") } };
      await expect(acceptInvitation(viewerOf(person), { token })).rejects.toMatchObject(expired);
      expect(await invitationByToken(token)).toMatchObject({ state: "expired" });
      await expireInvitations(now());
      await expect(acceptInvitation(viewerOf(person), { token })).rejects.toMatchObject(expired);
    });
    expect(await seatRecords(org.account.id)).toEqual({ used: same(1), reserved: same(0) });
  });

  it("does not join an organization that became read-only, and does once it is live again", async () => {
    const [org, person] = [await newOrganization(), await newPerson()];
    const { token } = await invited(org.ctx, person);
    await db().term.updateMany({ where: { accountId: org.account.id }, data: { endsAt: now() } });
    await expect(acceptInvitation(viewerOf(person), { token })).rejects.toMatchObject({ code: "ENTITLEMENT_REQUIRED" });
    await db().term.updateMany({ where: { accountId: org.account.id }, data: { endsAt: days(5) } });
    await acceptInvitation(viewerOf(person), { token });
    expect(await seatRecords(org.account.id)).toEqual({ used: same(2), reserved: same(0) });
  });

  it("changes nothing when the audit row fails", async () => {
    const [org, person] = [await newOrganization(5), await newPerson()];
    const { token } = await invited(org.ctx, person);
    const spy = vi.spyOn(recorder, "record").mockRejectedValue(new Error("no audit"));
    await expect(acceptInvitation(viewerOf(person), { token })).rejects.toThrow("no audit");
    spy.mockRestore();
    await expect(contextOf(org.account, person)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await seatRecords(org.account.id)).toEqual({ used: same(1), reserved: same(1) });
    await acceptInvitation(viewerOf(person), { token });
  });
});

describe("sending again, withdrawing, expiring", () => {
  it("replaces the link, keeps the seat held and starts the 14 days again", async () => {
    const [org, person] = [await newOrganization(2), await newPerson()];
    const { id, token } = await invited(org.ctx, person);
    await at(days(10), () => resendInvitation(org.ctx, { invitationId: id }));
    const mails = await db().outboxMessage.findMany({
      where: { payload: { path: ["email"], equals: person.email } },
      orderBy: { createdAt: "asc" },
    });
    expect(mails).toHaveLength(2);
    await expect(acceptInvitation(viewerOf(person), { token })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await seatRecords(org.account.id)).toEqual({ used: same(1), reserved: same(1) });
    await at(days(20), async () => acceptInvitation(viewerOf(person), { token: await tokenFor(person.email) }));
    expect(await seatRecords(org.account.id)).toEqual({ used: same(2), reserved: same(0) });
    await expect(resendInvitation(org.ctx, { invitationId: id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("withdraws once, frees the seat for another, and ends the link", async () => {
    const [org, person] = [await newOrganization(2), await newPerson()];
    const { id, token } = await invited(org.ctx, person);
    await expect(inviteMember(org.ctx, { email: "next@acme.example", role: "member" })).rejects.toMatchObject({
      code: "LIMIT_REACHED",
    });
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => revokeInvitation(org.ctx, { invitationId: id })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await seatRecords(org.account.id)).toEqual({ used: same(1), reserved: same(0) });
    await expect(acceptInvitation(viewerOf(person), { token })).rejects.toMatchObject({
      code: "CONFLICT",
      payload: { message: expect.stringContaining("withdrawn") },
    });
    await inviteMember(org.ctx, { email: "next@acme.example", role: "member" });
    await expect(inviteMember(org.ctx, { email: person.email, role: "auditor" })).resolves.toBeDefined();
  });

  it("counts one seat when withdrawing and accepting meet, ten times", async () => {
    for (let round = 0; round < 10; round++) {
      const [org, person] = [await newOrganization(3), await newPerson()];
      const { id, token } = await invited(org.ctx, person);
      const tries = await Promise.allSettled([
        revokeInvitation(org.ctx, { invitationId: id }),
        acceptInvitation(viewerOf(person), { token }),
      ]);
      expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const records = await seatRecords(org.account.id);
      expect(records).toEqual({ used: same(records.used.rows), reserved: same(0) });
    }
  });

  it("is for owners and admins of that organization", async () => {
    const [org, other] = [await newOrganization(5), await newOrganization(5)];
    const member = await contextOf(org.account, await newMember(org, "member"));
    const admin = await contextOf(org.account, await newMember(org, "admin"));
    const { id } = await invited(org.ctx, await newPerson(), "owner");
    const input = { invitationId: id };
    for (const verb of [resendInvitation, revokeInvitation]) {
      await expect(verb(member, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(verb(admin, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(verb(other.ctx, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect((await listInvitations(other.ctx, firstPage)).total).toBe(0);
    expect((await listInvitations(member, firstPage)).total).toBe(1);
    await resendInvitation(org.ctx, input);
    await revokeInvitation(org.ctx, input);
  });

  it("frees every overdue seat once, and leaves what is still good", async () => {
    const org = await newOrganization(5);
    await inviteMember(org.ctx, { email: "old-1@acme.example", role: "member" });
    await inviteMember(org.ctx, { email: "old-2@acme.example", role: "billing" });
    await at(days(5), () => inviteMember(org.ctx, { email: "new@acme.example", role: "member" }));
    const late = new Date(days(14).getTime() + 1000);
    await at(late, () => Promise.all([expireInvitations(late), expireInvitations(late)]));
    expect((await listInvitations(org.ctx, firstPage)).rows.map(({ email }) => email)).toEqual(["new@acme.example"]);
    expect(await seatRecords(org.account.id)).toEqual({ used: same(1), reserved: same(1) });
    const events = await db().auditEvent.findMany({
      where: { accountId: org.account.id, action: "invitation.expired" },
    });
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({ actorType: "system", actorId: "invitation expiry" });
  });

  it("invites on an overdue seat without waiting for the worker, and the same address again", async () => {
    const org = await newOrganization(2);
    await inviteMember(org.ctx, { email: "slow@acme.example", role: "member" });
    await expect(inviteMember(org.ctx, { email: "slow@acme.example", role: "member" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const late = new Date(days(14).getTime() + 1000);
    await at(late, () => inviteMember(org.ctx, { email: "slow@acme.example", role: "member" }));
    expect(await seatRecords(org.account.id)).toEqual({ used: same(1), reserved: same(1) });
  });

  it("pages through the pending ones, the newest first", async () => {
    const org = await newOrganization(9);
    for (let i = 0; i < 5; i++) await inviteMember(org.ctx, { email: `page-${i}@acme.example`, role: "auditor" });
    const first = await listInvitations(org.ctx, { after: null, before: null, limit: 2 });
    const second = await listInvitations(org.ctx, { after: first.cursors.next, before: null, limit: 2 });
    const third = await listInvitations(org.ctx, { after: second.cursors.next, before: null, limit: 2 });
    expect([first, second, third].flatMap(({ rows }) => rows.map(({ email }) => email[5]))).toEqual([
      "4",
      "3",
      "2",
      "1",
      "0",
    ]);
    expect(third).toMatchObject({ total: 5, cursors: { next: null } });
    const back = await listInvitations(org.ctx, { after: null, before: third.cursors.previous, limit: 2 });
    expect(back.rows).toEqual(second.rows);
  });
});
