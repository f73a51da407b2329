import { z } from "zod";
import { isRange } from "@/lib/access/cidr";
import { PACKAGE_PATTERN } from "@/lib/access/key-patterns";
import { KEY_SCOPES } from "@/lib/access/permissions";
import { isName } from "@/lib/text";

const MOST_RANGES = 50;
const MOST_PATTERNS = 50;
const LONGEST_DAYS = 3_650;

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

const scopes = z.array(z.enum(KEY_SCOPES)).min(1, "Choose at least one scope.").transform(unique);

/** Every field is required: a token's rights must never come from a default. */
export const createApiKeySchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give the token a name.")
    .max(80, "The name may have 80 characters at most.")
    .refine(isName, "The name is one line of plain text that can be seen."),
  scopes,
  packagePatterns: z
    .array(z.string().trim().toLowerCase().regex(PACKAGE_PATTERN, "Write package names or patterns such as @acme/*."))
    .max(MOST_PATTERNS, `At most ${MOST_PATTERNS} patterns fit.`)
    .transform(unique),
  cidrs: z
    .array(z.string().trim().refine(isRange, "Write addresses or ranges such as 203.0.113.0/24 or 2001:db8::/32."))
    .max(MOST_RANGES, `At most ${MOST_RANGES} ranges fit.`)
    .transform(unique),
  expiresInDays: z
    .number()
    .int()
    .min(1, "A token lasts at least one day.")
    .max(LONGEST_DAYS, `A token lasts at most ${LONGEST_DAYS} days. Choose no expiry instead.`)
    .nullable(),
});
export type CreateApiKeyInput = z.output<typeof createApiKeySchema>;

export const revokeApiKeySchema = z.object({ id: z.uuid() });

export const approveRegistryLoginSchema = z.object({
  id: z.uuid(),
  scopes: scopes.default(["read", "publish"]),
  expiresInDays: z.number().int().min(1).max(365).default(90),
  /** Asked for when the terminal is in another network than the browser. */
  code: z.string().max(40).optional(),
});
export type ApproveRegistryLoginInput = z.output<typeof approveRegistryLoginSchema>;
