import type { Role } from "@/generated/prisma/enums";

/**
 * Capabilities decide security, never the plan: who may do what inside an account they belong to (D5). `package:read`
 * covers a package's metadata, `package:install` its contents.
 */
const ROLES_OF = {
  "account:read": ["owner", "admin", "member", "billing", "auditor"],
  "account:update": ["owner", "admin"],
  "member:read": ["owner", "admin", "member", "billing", "auditor"],
  "member:invite": ["owner", "admin"],
  "member:role": ["owner", "admin"],
  "member:remove": ["owner", "admin"],
  "package:read": ["owner", "admin", "member", "auditor"],
  "package:install": ["owner", "admin", "member"],
  "package:publish": ["owner", "admin", "member"],
  "package:deprecate": ["owner", "admin", "member"],
  "package:tag": ["owner", "admin", "member"],
  "package:unpublish": ["owner", "admin"],
  "package:visibility": ["owner", "admin"],
  "usage:read": ["owner", "admin", "member", "billing", "auditor"],
  "billing:read": ["owner", "admin", "billing", "auditor"],
  "billing:write": ["owner", "billing"],
  "audit:read": ["owner", "admin", "auditor"],
  /** No role holds it: operators assign contracts and plans. */
  "plan:assign": [],
  /** No role holds it: only operators refund. */
  "invoice:refund": [],
  /** No role holds it: only operators replay failed events. */
  "event:replay": [],
  "key:manage": ["owner", "admin", "member", "billing", "auditor"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ROLES_OF;

export const PERMISSIONS = Object.keys(ROLES_OF).filter((key): key is Permission => key in ROLES_OF);

/** The roles that hold a permission, most powerful first. */
export function rolesWith(permission: Permission): readonly Role[] {
  return ROLES_OF[permission];
}

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(PERMISSIONS.filter((permission) => rolesWith(permission).includes(role)));
}

/**
 * The permissions that each scope of a key lets through. `publish` also manages the person's keys, but cannot make one
 * that is wider than itself.
 */
const PERMISSIONS_OF_SCOPE = {
  read: ["account:read", "package:read", "package:install"],
  publish: [
    "account:read",
    "package:read",
    "package:install",
    "package:publish",
    "package:deprecate",
    "package:tag",
    "package:unpublish",
    "package:visibility",
    "key:manage",
  ],
  "org:read": ["account:read", "member:read", "usage:read"],
  "billing:read": ["account:read", "billing:read", "usage:read"],
  "audit:read": ["account:read", "audit:read"],
} as const satisfies Record<string, readonly Permission[]>;

export type KeyScope = keyof typeof PERMISSIONS_OF_SCOPE;

export const KEY_SCOPES = Object.keys(PERMISSIONS_OF_SCOPE).filter(
  (key): key is KeyScope => key in PERMISSIONS_OF_SCOPE,
);

export function permissionsOfScopes(scopes: readonly string[]): ReadonlySet<Permission> {
  const held = KEY_SCOPES.filter((scope) => scopes.includes(scope));
  return new Set(held.flatMap((scope): readonly Permission[] => PERMISSIONS_OF_SCOPE[scope]));
}

/** The narrowest scope that gives a key the permission; null when no key can have it. */
export function scopeWith(permission: Permission): KeyScope | null {
  return KEY_SCOPES.find((scope) => permissionsOfScopes([scope]).has(permission)) ?? null;
}

/** Nobody grants a role above their own (T2). */
const POWER = { auditor: 0, billing: 0, member: 1, admin: 2, owner: 3 } as const satisfies Record<Role, number>;

export function mayGrant(granter: Role, granted: Role): boolean {
  return POWER[granted] <= POWER[granter];
}
