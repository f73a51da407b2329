import type { Role } from "@/generated/prisma/enums";
import { contextForAccount, operatorContext, viewerFor } from "@/lib/access/context";
import { usesSeat } from "@/lib/access/roles";
import type { AccountContext, AccountRef, RequestInfo, SignedIn, Viewer } from "@/lib/access/types";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { newId } from "@/lib/ids";
import { createOrganization, type NewOrganization } from "@/lib/people/organizations/create-organization";
import { takeSeat } from "@/lib/people/seats/seat-entries";

export const request: RequestInfo = { requestId: newId(), address: "203.0.113.9", userAgent: "test", source: "web" };

let people = 0;

/** Creates a person with a verified address, as the first sign-in does. */
export async function newPerson(name = "Person"): Promise<SignedIn> {
  const email = `${name.toLowerCase()}-${++people}@example.com`;
  const { userId } = await transaction((tx) => findOrCreateUser(tx, { email, name }, request));
  const { handle } = await db().account.findUniqueOrThrow({ where: { personalUserId: userId } });
  return { sessionId: newId(), userId, name, email, handle };
}

export function viewerOf(person: SignedIn): Viewer {
  return viewerFor({ person }, request);
}

export function contextOf(account: AccountRef, person: SignedIn): Promise<AccountContext> {
  return contextForAccount(account.id, { person }, request);
}

export type TestOrganization = { account: NewOrganization; owner: SignedIn; ctx: AccountContext };

/** Creates an organization on its trial, or under a contract with `seats`. */
export async function newOrganization(seats?: number): Promise<TestOrganization> {
  const owner = await newPerson("Olivia");
  const account = await createOrganization(viewerOf(owner), { handle: `org-${newId().slice(-12)}`, name: "Acme" });
  if (seats !== undefined) {
    await assignPlan(operatorContext(account, "tests", request), {
      plan: "team",
      kind: "contract",
      seats,
      endsAt: null,
      reason: "A number of seats for a test",
    });
  }
  return { account, owner, ctx: await contextOf(account, owner) };
}

/** Adds a new person to the organization with a seat, without an invitation. */
export async function newMember(org: TestOrganization, role: Role, name: string = role): Promise<SignedIn> {
  const person = await newPerson(name);
  await transaction(async (tx) => {
    const { userId } = person;
    await tx.membership.create({ data: { accountId: org.account.id, userId, role, joinedAt: now() } });
    if (usesSeat(role)) await takeSeat(tx, org.ctx, userId);
  });
  return person;
}

/** The seats by each of the three records; tests assert that they agree. */
export async function seatRecords(accountId: string) {
  const counter = await db().usageCounter.findFirstOrThrow({ where: { accountId, key: "seats" } });
  const ledger = await db().usageLedgerEntry.aggregate({ where: { accountId, key: "seats" }, _sum: { amount: true } });
  const members = await db().membership.findMany({ where: { accountId } });
  const pending = await db().invitation.findMany({ where: { accountId, state: "pending" } });
  const held = await db().reservation.aggregate({
    where: { accountId, key: "seats", state: "held" },
    _sum: { amount: true },
  });
  return {
    used: {
      counter: Number(counter.used),
      ledger: Number(ledger._sum.amount ?? 0),
      rows: members.filter((m) => usesSeat(m.role)).length,
    },
    reserved: {
      counter: Number(counter.reserved),
      ledger: Number(held._sum.amount ?? 0),
      rows: pending.filter((invitation) => usesSeat(invitation.role)).length,
    },
  };
}
