import type { Role } from "@/generated/prisma/enums";
import { operatorContext } from "@/lib/access/context";
import { type Permission, rolesWith } from "@/lib/access/permissions";
import { sessionByToken } from "@/lib/access/queries";
import type { SignedIn } from "@/lib/access/types";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { createSession } from "@/lib/identity/sign-in/create-session";
import {
  newMember,
  newOrganization,
  newPerson,
  request,
  type TestOrganization,
} from "@/lib/people/members/members.fixture";

export const ROLES = ["owner", "admin", "member", "billing", "auditor"] as const satisfies readonly Role[];

/** A member by role, the owner of another organization, or a visitor who is not signed in. */
export const CALLERS = [...ROLES, "outsider", "nobody"] as const;
export type CallerName = (typeof CALLERS)[number];

export type Person = { signedIn: SignedIn; session: string };

export type World = {
  org: TestOrganization;
  handle: string;
  people: Record<Exclude<CallerName, "nobody">, Person>;
};

async function withSession({ userId }: SignedIn): Promise<Person> {
  const { token } = await createSession(userId, "link", request);
  const signedIn = await sessionByToken(token);
  if (!signedIn) throw new Error("The session did not start");
  return { signedIn, session: token };
}

/** An organization with free room in all limits, a member of every role, and somebody from another organization. */
export async function newWorld(): Promise<World> {
  const org = await newOrganization();
  const plan = { plan: "enterprise", kind: "contract", seats: 100, endsAt: null, reason: "Room for a test" } as const;
  await assignPlan(operatorContext(org.account, "tests", request), plan);
  const other = await newOrganization(5);
  const people = {
    owner: await withSession(org.owner),
    admin: await withSession(await newMember(org, "admin")),
    member: await withSession(await newMember(org, "member")),
    billing: await withSession(await newMember(org, "billing")),
    auditor: await withSession(await newMember(org, "auditor")),
    outsider: await withSession(other.owner),
  };
  return { org, handle: org.account.handle, people };
}

export async function newcomer(): Promise<Person> {
  return withSession(await newPerson("Newcomer"));
}

export function isMember(caller: CallerName): caller is Role & CallerName {
  return caller !== "outsider" && caller !== "nobody";
}

export type Expected = "allowed" | 400 | 401 | 403 | 404;

/** E3 for a caller, from the table of permissions alone: 401, 404, then the input's 400, then 403. */
export function expected(caller: CallerName, permission: Permission, goodInput: boolean): Expected {
  if (caller === "nobody") return 401;
  if (!isMember(caller)) return 404;
  if (!goodInput) return 400;
  return rolesWith(permission).includes(caller) ? "allowed" : 403;
}
