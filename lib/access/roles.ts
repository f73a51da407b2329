import type { Role } from "@/generated/prisma/enums";
import { inSeries } from "@/lib/text";

/** Most powerful first; menus and lists sorted by role use this order. */
export const ROLES = ["owner", "admin", "member", "billing", "auditor"] as const satisfies readonly Role[];

export const ROLE_WORDS = {
  owner: { label: "Owner", about: "Everything, billing and deletion included" },
  admin: { label: "Admin", about: "People, packages and settings; no billing changes" },
  member: { label: "Member", about: "Installs and publishes packages" },
  billing: { label: "Billing", about: "Sees members and manages billing; uses no seat" },
  auditor: { label: "Auditor", about: "Reads governance, members and usage; uses no seat" },
} as const satisfies Record<Role, { label: string; about: string }>;

/** Roles `billing` and `auditor` take no seat (T2). */
export function usesSeat(role: Role): boolean {
  return role === "owner" || role === "admin" || role === "member";
}

export const ROLES_WITH_SEAT: Role[] = ROLES.filter(usesSeat);
export const ROLES_WITHOUT_SEAT: Role[] = ROLES.filter((role) => !usesSeat(role));

/** A role inside a sentence: "owner". Null is an operator, who belongs to no account. */
export function roleInWords(role: Role | null): string {
  return role === null ? "operator" : ROLE_WORDS[role].label.toLowerCase();
}

/** Roles inside a sentence, most powerful first: "owner, admin or member". */
export function rolesInWords(roles: readonly Role[], joint?: "or" | "and"): string {
  return inSeries(ROLES.filter((role) => roles.includes(role)).map(roleInWords), joint);
}

const PERSON = {
  owner: "owner",
  admin: "admin",
  member: "member",
  billing: "billing manager",
  auditor: "auditor",
} as const satisfies Record<Role, string>;

/** Names a person to ask, by the sufficient roles: "an owner or billing manager". */
export function personWith(roles: readonly Role[]): string {
  const people = inSeries(ROLES.filter((role) => roles.includes(role)).map((role) => PERSON[role]));
  return `${/^[aeiou]/.test(people) ? "an" : "a"} ${people}`;
}
