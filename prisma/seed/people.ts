import { contextForAccount, operatorContext, viewerFor } from "@/lib/access/context";
import { accountByHandle, membershipOf } from "@/lib/access/queries";
import type { AccountContext, AccountRef, RequestInfo, SignedIn, Viewer } from "@/lib/access/types";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { db, transaction } from "@/lib/db";
import type { PlanKey } from "@/lib/entitlements/types";
import { personalAccountOf } from "@/lib/identity/api-keys/queries";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { newId } from "@/lib/ids";
import { changeHandle } from "@/lib/people/accounts/change-handle";
import { changeProfile } from "@/lib/people/accounts/change-profile";
import { acceptInvitation } from "@/lib/people/invites/accept-invitation";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { createOrganization } from "@/lib/people/organizations/create-organization";
import { emailOf, type Persona, type PersonKey, type SeedOrganization } from "@/prisma/seed/personas";

export const request: RequestInfo = {
  requestId: "seed",
  address: "127.0.0.1",
  userAgent: "packhouse-seed",
  source: "seed",
};

export async function personOf(key: PersonKey): Promise<SignedIn> {
  const { id } = await db().user.findUniqueOrThrow({ where: { email: emailOf(key) } });
  const { person } = await personalAccountOf(id);
  return { ...person, sessionId: newId() };
}

async function viewerOf(key: PersonKey): Promise<Viewer> {
  return viewerFor({ person: await personOf(key) }, request);
}

export async function contextIn(accountId: string, key: PersonKey): Promise<AccountContext> {
  return contextForAccount(accountId, { person: await personOf(key) }, request);
}

export async function personalContextOf(key: PersonKey): Promise<AccountContext> {
  const { userId } = await personOf(key);
  const { id } = await personalAccountOf(userId);
  return contextIn(id, key);
}

export async function organizationOf(handle: string): Promise<AccountRef> {
  const account = await accountByHandle(handle);
  if (!account) throw new Error(`The organization ${handle} is missing`);
  return account;
}

export async function signUp({ key, name, handle, bio }: Persona & { key: PersonKey }): Promise<void> {
  await transaction((tx) => findOrCreateUser(tx, { email: emailOf(key), name }, request));
  const ctx = await personalContextOf(key);
  if (handle !== undefined && ctx.account.handle !== handle) await changeHandle(ctx, { handle });
  if (bio !== undefined) await changeProfile(ctx, { name, bio });
}

/** Assigns the plan, as an operator, when there is no sandbox to buy at. */
export async function putOnPlan(account: AccountRef, plan: PlanKey, seats: number | null): Promise<void> {
  if (await db().term.findFirst({ where: { accountId: account.id, kind: "contract" } })) return;
  const operator = operatorContext(account, "Packhouse demo", request);
  await assignPlan(operator, { plan, kind: "contract", seats, endsAt: null, reason: "A plan of the demo" });
}

export async function found({ handle, name, owner }: SeedOrganization): Promise<void> {
  if (!(await accountByHandle(handle))) await createOrganization(await viewerOf(owner), { handle, name });
}

/** Invites and joins like two people; takes the link from the mail in the outbox. */
export async function join(organization: SeedOrganization, member: SeedOrganization["members"][number]) {
  const account = await organizationOf(organization.handle);
  const person = await personOf(member.key);
  if (await membershipOf(account.id, person.userId)) return;
  const link = await invite(organization, { email: person.email, role: member.role });
  await acceptInvitation(viewerFor({ person }, request), { token: link.slice(link.lastIndexOf("/") + 1) });
}

/** Returns the link that the invited person gets. */
export async function invite(organization: SeedOrganization, invited: SeedOrganization["invited"][number]) {
  const account = await organizationOf(organization.handle);
  const waiting = { accountId: account.id, email: invited.email, state: "pending" } as const;
  if (await db().invitation.findFirst({ where: waiting })) return "";
  await inviteMember(await contextIn(account.id, organization.owner), invited);
  const mail = await db().outboxMessage.findFirstOrThrow({
    where: { topic: "mail.invitation", payload: { path: ["email"], equals: invited.email } },
    orderBy: { createdAt: "desc" },
  });
  const { payload } = mail;
  const link = typeof payload === "object" && payload && "link" in payload ? payload.link : "";
  return typeof link === "string" ? link : "";
}
