import type { Role } from "@/generated/prisma/enums";

/** Most powerful first; the order of menus and of a list sorted by role. */
export const ROLES = ["owner", "admin", "member", "billing", "auditor"] as const satisfies readonly Role[];

export const ROLE_WORDS = {
  owner: { label: "Owner", about: "Everything, billing and deletion included" },
  admin: { label: "Admin", about: "People, packages and settings; no billing changes" },
  member: { label: "Member", about: "Installs and publishes packages" },
  billing: { label: "Billing", about: "Sees members and manages billing; uses no seat" },
  auditor: { label: "Auditor", about: "Reads governance, members and usage; uses no seat" },
} as const satisfies Record<Role, { label: string; about: string }>;

/** `billing` and `auditor` use no seat (T2). */
export function usesSeat(role: Role): boolean {
  return role === "owner" || role === "admin" || role === "member";
}

export const ROLES_WITH_SEAT: Role[] = ROLES.filter(usesSeat);
