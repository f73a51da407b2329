import { describe, expect, it } from "vitest";
import { limitRate } from "@/lib/access/rate-limit";
import { at } from "@/lib/clock";
import { db } from "@/lib/db";
import { acceptInvitation } from "@/lib/people/invites/accept-invitation";
import { expireInvitations } from "@/lib/people/invites/expire-invitations";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { days, firstPage, invited, same, tokenFor } from "@/lib/people/invites/invites.fixture";
import { listInvitations } from "@/lib/people/invites/queries";
import { resendInvitation } from "@/lib/people/invites/resend-invitation";
import { revokeInvitation } from "@/lib/people/invites/revoke-invitation";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  seatRecords,
  viewerOf,
} from "@/lib/people/members/members.fixture";

describe("sending again, withdrawing, expiring", () => {
  it("replaces the link, keeps the seat reserved and starts the 14 days again", async () => {
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

  it("counts a mail that is sent again against its sender, in every organization", async () => {
    const org = await newOrganization(2);
    const { id } = await invited(org.ctx, await newPerson());
    const spend = async () => {
      for (;;) await limitRate("invite-person", org.owner.userId);
    };
    await expect(spend()).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(resendInvitation(org.ctx, { invitationId: id })).rejects.toMatchObject({ code: "RATE_LIMITED" });
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
