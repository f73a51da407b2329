import { matchesPattern } from "@/lib/access/key-patterns";
import { type Permission, rolesWith, scopeWith } from "@/lib/access/permissions";
import type { AccountContext } from "@/lib/access/types";
import { AppError } from "@/lib/errors";

/**
 * Stands in the first line of every verb. Errors: FORBIDDEN, with the roles that hold the permission and, for a key,
 * the scope it lacks. With `packageName`, a key must also match it with its package patterns.
 */
export function authorize(ctx: AccountContext, permission: Permission, packageName?: string): void {
  const roles = rolesWith(permission);
  if (!ctx.permissions.has(permission)) {
    const byScope = ctx.key !== null && ctx.role !== null && roles.includes(ctx.role);
    throw new AppError("FORBIDDEN", { permission, roles, ...(byScope ? { message: scopeSentence(permission) } : {}) });
  }
  if (packageName !== undefined && ctx.key && !matchesPattern(ctx.key.packagePatterns, packageName)) {
    throw new AppError("FORBIDDEN", { permission, roles, message: `This token is not for ${packageName}.` });
  }
}

function scopeSentence(permission: Permission): string {
  const scope = scopeWith(permission);
  if (scope === null) return "A token cannot do this. Use the dashboard.";
  return `This token's scopes do not include ${scope}. Create one with the scope it needs.`;
}
