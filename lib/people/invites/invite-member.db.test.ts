import { describe, expect, it, vi } from "vitest";
import type { Role } from "@/generated/prisma/enums";
import * as recorder from "@/lib/audit/record";
import { at } from "@/lib/clock";
import { db } from "@/lib/db";
import { digest } from "@/lib/ids";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { days, firstPage, same, tokenFor } from "@/lib/people/invites/invites.fixture";
import { listInvitations } from "@/lib/people/invites/queries";
import { contextOf, newMember, newOrganization, seatRecords } from "@/lib/people/members/members.fixture";
import { getSeatUsage } from "@/lib/people/seats/queries";
import { DAY_MS } from "@/lib/time";

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
      rows: [{ id: sent.id, email: "sam@acme.example", reservesSeat: true, invitedBy: "Olivia" }],
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
