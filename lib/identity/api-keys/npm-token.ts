import { z } from "zod";
import type { KeyScope } from "@/lib/access/permissions";
import { AppError } from "@/lib/errors";
import type { CreateApiKeyInput } from "@/lib/identity/api-keys/schema";

const permission = z.enum(["read-only", "read-write", "read-write-stage-only", "no-access"]);
const names = z.array(z.string().max(214)).max(50).nullish();

/** The body of `npm token create` as npm 10 to 12 send it; unknown fields are ignored. */
const npmTokenSchema = z.object({
  name: z.string().nullish(),
  description: z.string().nullish(),
  readonly: z.boolean().nullish(),
  cidr_whitelist: z.array(z.string().max(50)).nullish(),
  packages: names,
  packages_all: z.boolean().nullish(),
  scopes: names,
  packages_and_scopes_permission: permission.nullish(),
  orgs_permission: permission.nullish(),
  expires: z.coerce.number().int().nullish(),
});

/**
 * Translates a body of `npm token create` for `createApiKey`: `@scope` becomes the pattern `@scope/*`. Check the result
 * with `createApiKeySchema`. Errors: VALIDATION, also for options of npm that this registry does not have.
 */
export function fromNpmToken(body: unknown, at: Date): CreateApiKeyInput {
  const read = npmTokenSchema.safeParse(body);
  if (!read.success) throw new AppError("VALIDATION", { message: "The body is not that of npm token create." });
  const { name, description, readonly, cidr_whitelist, packages, packages_all, scopes, expires, ...permissions } =
    read.data;
  const patterns = [...(packages ?? []), ...(scopes ?? []).map(scopePattern)];
  return {
    name: name || description || `npm token ${at.toISOString().slice(0, 10)}`,
    scopes: scopesOf(permissions.packages_and_scopes_permission, permissions.orgs_permission, readonly),
    packagePatterns: packages_all ? [] : patterns,
    cidrs: cidr_whitelist ?? [],
    expiresInDays: expires ?? null,
  };
}

type Permission = z.output<typeof permission> | null | undefined;

function scopesOf(packages: Permission, organizations: Permission, readonly: boolean | null | undefined): KeyScope[] {
  if (packages === "read-write-stage-only") {
    throw new AppError("VALIDATION", {
      message: "This registry has no tokens that can only stage. Use read-only or read-write.",
    });
  }
  const wanted = packages ?? (organizations ? "no-access" : readonly === false ? "read-write" : "read-only");
  const byPackages = {
    "no-access": [],
    "read-only": ["read"],
    "read-write": ["read", "publish"],
  } as const satisfies Record<typeof wanted, readonly KeyScope[]>;
  return [...byPackages[wanted], ...(organizations && organizations !== "no-access" ? (["org:read"] as const) : [])];
}

function scopePattern(scope: string): string {
  return `${scope.startsWith("@") ? scope : `@${scope}`}/*`;
}
