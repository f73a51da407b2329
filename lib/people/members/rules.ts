import type { Role } from "@/generated/prisma/enums";
import { mayGrant } from "@/lib/access/permissions";
import { ROLES, usesSeat } from "@/lib/access/roles";
import type { ActionClass, FeatureKey, Need } from "@/lib/entitlements/types";
import type { MemberSort } from "@/lib/people/members/types";

/** The feature that an account needs to have other members than its founder. */
export const COLLABORATION = "org.collaboration" satisfies FeatureKey;

/** What the plan must allow for a person to come: invited, invited again, or joining. */
export const NEW_MEMBER = { action: "growth", features: [COLLABORATION] } as const satisfies Need;

/**
 * Nobody grants a role above their own (T2), nor changes, removes or invites a member with one. Operators and the
 * system have no role and grant any.
 */
export function mayGrantRole(granter: Role | null, role: Role): boolean {
  return granter === null || mayGrant(granter, role);
}

export function grantableRoles(granter: Role | null): Role[] {
  return ROLES.filter((role) => mayGrantRole(granter, role));
}

/**
 * The action class of a change of role: a new seat is growth, more power is a write, and less of either is always
 * allowed.
 */
export function actionOfRoleChange(from: Role, to: Role): ActionClass | null {
  if (usesSeat(to) && !usesSeat(from)) return "growth";
  return mayGrant(from, to) ? null : "write";
}

export const MEMBER_SORTS = ["name", "role", "joined", "active"] as const satisfies readonly MemberSort[];

export function isMemberSort(id: string): id is MemberSort {
  return MEMBER_SORTS.some((sort) => sort === id);
}
