import { describe, expect, it, vi } from "vitest";
import { contextForHandle, viewerFor } from "@/lib/access/context";
import * as recorder from "@/lib/audit/record";
import { at, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { checkAction } from "@/lib/entitlements/check-entitlement";
import { newId } from "@/lib/ids";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  request,
  seatRecords,
  viewerOf,
} from "@/lib/people/members/members.fixture";
import { createOrganization } from "@/lib/people/organizations/create-organization";
import { renameOrganization } from "@/lib/people/organizations/rename-organization";
import { DAY_MS } from "@/lib/time";

const freshHandle = () => `org-${newId().slice(-12)}`;

describe("createOrganization", () => {
  it("founds an organization with its creator as owner, one seat of three used, on a 14-day trial", async () => {
    const person = await newPerson();
    const handle = freshHandle();
    const made = await createOrganization(viewerOf(person), { handle, name: "Acme" });
    expect(made).toMatchObject({ handle, name: "Acme", kind: "organization" });
    const row = await db().account.findUniqueOrThrow({
      where: { id: made.id },
      include: { terms: true, memberships: true },
    });
    expect(row).toMatchObject({ defaultVisibility: "private", personalUserId: null });
    expect(row.memberships).toMatchObject([{ userId: person.userId, role: "owner" }]);
    expect(row.terms).toMatchObject([{ kind: "trial", plan: "team", seats: 3 }]);
    expect((row.terms[0]?.endsAt?.getTime() ?? 0) - (row.terms[0]?.startsAt.getTime() ?? 0)).toBe(14 * DAY_MS);
    expect(await seatRecords(made.id)).toEqual({
      used: { counter: 1, ledger: 1, rows: 1 },
      reserved: { counter: 0, ledger: 0, rows: 0 },
    });
    expect((await contextForHandle(handle, { person }, request)).role).toBe("owner");
    const [event] = await db().auditEvent.findMany({ where: { accountId: made.id } });
    expect(event).toMatchObject({ action: "organization.created", actorType: "user", actorId: person.userId });
    expect(event?.actor).toMatchObject({ userId: person.userId, role: "owner" });
  });

  it("gives the trial once: a second organization starts ended, and the first one stays on its trial", async () => {
    const person = await newPerson();
    const first = await createOrganization(viewerOf(person), { handle: freshHandle(), name: "One" });
    const second = await createOrganization(viewerOf(person), { handle: freshHandle(), name: "Two" });
    expect(first.trialEndsAt).not.toBeNull();
    expect(second.trialEndsAt).toBeNull();
    expect(await checkAction(await contextOf(first, person), "growth")).toMatchObject({
      allowed: true,
      commercialState: "trial",
    });
    expect(await checkAction(await contextOf(second, person), "growth")).toMatchObject({
      allowed: false,
      code: "no_subscription",
      commercialState: "ended",
    });
    expect((await seatRecords(second.id)).used).toEqual({ counter: 1, ledger: 1, rows: 1 });
    const later = new Date(now().getTime() + 400 * DAY_MS);
    const third = await at(later, () => createOrganization(viewerOf(person), { handle: freshHandle(), name: "Three" }));
    expect(third.trialEndsAt).toBeNull();
  });

  it("gives one trial when a person creates eight organizations at once, and each person their own", async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    const made = await Promise.all([
      ...Array.from({ length: 8 }, (_, i) =>
        createOrganization(viewerOf(person), { handle: freshHandle(), name: `N${i}` }),
      ),
      createOrganization(viewerOf(other), { handle: freshHandle(), name: "Other" }),
    ]);
    expect(made.slice(0, 8).filter(({ trialEndsAt }) => trialEndsAt !== null)).toHaveLength(1);
    expect(made[8]?.trialEndsAt).not.toBeNull();
  });

  it("gives a handle to one of ten who want it at once", async () => {
    const handle = freshHandle();
    const people = await Promise.all(Array.from({ length: 10 }, () => newPerson()));
    const tries = await Promise.allSettled(
      people.map((p) => createOrganization(viewerOf(p), { handle, name: "Race" })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const attempt of tries) {
      if (attempt.status === "rejected")
        expect(attempt.reason).toMatchObject({
          code: "CONFLICT",
          payload: { message: `The handle ${handle} is taken. Choose another one.` },
        });
    }
    expect(await db().account.count({ where: { handle } })).toBe(1);
  });

  it("refuses reserved handles, personal handles and the form", async () => {
    const person = await newPerson();
    const other = await newPerson();
    const attempt = (handle: string) => createOrganization(viewerOf(person), { handle, name: "Acme" });
    await expect(attempt("admin")).rejects.toMatchObject({
      code: "VALIDATION",
      payload: { fields: { handle: [expect.stringContaining("reserved")] } },
    });
    await expect(attempt("-x")).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(attempt(other.handle)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(attempt(freshHandle())).resolves.toMatchObject({ name: "Acme" });
  });

  it("needs a person: nobody is asked to sign in, a token is refused", async () => {
    const { userId, name, email } = await newPerson();
    const key = { keyId: newId(), name: "ci", userId, userName: name, email, scopes: ["publish"], packagePatterns: [] };
    const input = { handle: freshHandle(), name: "Acme" };
    await expect(createOrganization(viewerFor(null, request), input)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await expect(createOrganization(viewerFor({ key }, request), input)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("leaves nothing when the audit row fails", async () => {
    const person = await newPerson();
    const handle = freshHandle();
    const spy = vi.spyOn(recorder, "record").mockRejectedValueOnce(new Error("no audit"));
    await expect(createOrganization(viewerOf(person), { handle, name: "Acme" })).rejects.toThrow("no audit");
    spy.mockRestore();
    expect(await db().handle.count({ where: { handle } })).toBe(0);
    expect(await db().account.count({ where: { handle } })).toBe(0);
    expect(await db().term.count({ where: { createdBy: { path: ["userId"], equals: person.userId } } })).toBe(0);
    expect(await db().membership.count({ where: { userId: person.userId } })).toBe(1);
    const made = await createOrganization(viewerOf(person), { handle, name: "Acme" });
    expect(made.trialEndsAt).not.toBeNull();
  });
});

describe("renameOrganization", () => {
  it("changes the name, records both, and leaves the handle", async () => {
    const { account, ctx } = await newOrganization();
    await renameOrganization(ctx, { name: "Acme Rockets" });
    await renameOrganization(ctx, { name: "Acme Rockets" });
    expect(await db().account.findUnique({ where: { id: account.id } })).toMatchObject({
      name: "Acme Rockets",
      handle: account.handle,
    });
    const events = await db().auditEvent.findMany({ where: { accountId: account.id, action: "account.renamed" } });
    expect(events.map(({ changes }) => changes)).toEqual([[{ path: "name", before: "Acme", after: "Acme Rockets" }]]);
  });

  it("is for owners and admins, and for organizations that are not read-only", async () => {
    const org = await newOrganization(5);
    const [admin, member] = [await newMember(org, "admin"), await newMember(org, "member")];
    await renameOrganization(await contextOf(org.account, admin), { name: "By admin" });
    await expect(renameOrganization(await contextOf(org.account, member), { name: "By member" })).rejects.toMatchObject(
      { code: "FORBIDDEN" },
    );
    const trial = await newOrganization();
    const later = new Date(now().getTime() + 15 * DAY_MS);
    await expect(at(later, () => renameOrganization(trial.ctx, { name: "Late" }))).rejects.toMatchObject({
      code: "ENTITLEMENT_REQUIRED",
    });
    const personal = await db().account.findUniqueOrThrow({ where: { personalUserId: org.owner.userId } });
    await expect(renameOrganization(await contextOf(personal, org.owner), { name: "X" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
