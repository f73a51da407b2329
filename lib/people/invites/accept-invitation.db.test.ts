import { describe, expect, it, vi } from "vitest";
import { viewerFor } from "@/lib/access/context";
import * as recorder from "@/lib/audit/record";
import { at, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { acceptInvitation } from "@/lib/people/invites/accept-invitation";
import { expireInvitations } from "@/lib/people/invites/expire-invitations";
import { days, invited, same } from "@/lib/people/invites/invites.fixture";
import { invitationByToken } from "@/lib/people/invites/queries";
import {
  contextOf,
  newOrganization,
  newPerson,
  request,
  seatRecords,
  viewerOf,
} from "@/lib/people/members/members.fixture";

describe("acceptInvitation", () => {
  it("makes the invited person a member on the seat that was reserved", async () => {
    const [org, person] = [await newOrganization(2), await newPerson("Sam")];
    const { id, token } = await invited(org.ctx, person);
    expect(await invitationByToken(token, null)).toMatchObject({
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
    expect(await invitationByToken(token, null)).toMatchObject({ state: "accepted" });
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
    expect(await invitationByToken(token, person.userId)).toMatchObject({ state: "open", reader: "invited" });
    expect(await invitationByToken(token, stranger.userId)).toMatchObject({ state: "open", reader: "another" });
    expect(await invitationByToken(token, org.owner.userId)).toMatchObject({ reader: "member" });
    expect(await invitationByToken(token, null)).toMatchObject({ reader: "nobody" });
    expect(await invitationByToken("unknown", person.userId)).toBeNull();
    const refused = await acceptInvitation(viewerOf(stranger), { token }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "FORBIDDEN" });
    expect(JSON.stringify(refused)).not.toContain(person.email);
    expect(JSON.stringify(await invitationByToken(token, null))).not.toContain(person.email);
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
      expect(await invitationByToken(token, null)).toMatchObject({ state: "expired" });
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
