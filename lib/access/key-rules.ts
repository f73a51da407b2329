import { matchesPattern } from "@/lib/access/key-patterns";
import type { KeyShow } from "@/lib/access/key-types";
import { KEY_SCOPES, type KeyScope } from "@/lib/access/permissions";
import { DAY_MS } from "@/lib/time";

/** The choices of a form, in days; null is no expiry. */
export const EXPIRY_CHOICES = [30, 90, 365, null] as const;
export const DEFAULT_EXPIRY_DAYS = 90;

/** A login always ends some day. */
export const LOGIN_EXPIRY_CHOICES = [30, 90, 365] as const;

const SCOPE_WORDS = {
  read: { label: "Install packages", description: "Read and install the packages you may see." },
  publish: {
    label: "Publish packages",
    description:
      "Publish, tag, deprecate and unpublish, as your role allows, and manage your tokens. Includes installing.",
  },
  "org:read": { label: "Read organizations", description: "Read members and usage of your organizations." },
  "billing:read": { label: "Read billing", description: "Read plan, invoices and usage where your role allows." },
  "audit:read": { label: "Read the audit log", description: "Read audit events where your role allows." },
} as const satisfies Record<KeyScope, { label: string; description: string }>;

/** What a token can be given, with the words for it, in the order of a form. */
export const SCOPES = KEY_SCOPES.map((scope) => ({ scope, ...SCOPE_WORDS[scope] }));

const SHOWN = ["current", "active", "expired", "revoked"] as const satisfies readonly KeyShow[];

/** Which keys a list shows when the address says `word`; those that count when it says nothing we know. */
export function keyShow(word: string | undefined): KeyShow {
  return SHOWN.find((one) => one === word) ?? "current";
}

export function expiryAfter(days: number | null, at: Date): Date | null {
  return days === null ? null : new Date(at.getTime() + days * DAY_MS);
}

export type KeyReach = {
  scopes: readonly KeyScope[];
  packagePatterns: readonly string[];
  cidrs: readonly string[];
  expiresAt: Date | null;
};

export type ParentReach = {
  scopes: readonly string[];
  packagePatterns: readonly string[];
  cidrs: readonly string[];
  expiresAt: Date | null;
};

/**
 * What a key that is made with another key may be: what was not said it takes from its parent, and a wish beyond the
 * parent is refused with the sentence returned. A leaked token can so never make itself stronger or longer lived.
 */
export function withinParent(wanted: KeyReach, parent: ParentReach): KeyReach | string {
  const scope = wanted.scopes.find((one) => !covers(parent.scopes, one));
  if (scope) return `This token does not have the scope ${scope}, so it cannot create a token with it.`;
  const patterns = wanted.packagePatterns.length > 0 ? wanted.packagePatterns : parent.packagePatterns;
  const pattern = patterns.find((one) => !coversPattern(parent.packagePatterns, one));
  if (pattern) return `This token does not cover ${pattern}, so it cannot create a token for it.`;
  const cidrs = wanted.cidrs.length > 0 ? wanted.cidrs : parent.cidrs;
  const range = parent.cidrs.length > 0 && cidrs.find((one) => !parent.cidrs.includes(one));
  if (range) return `This token is not allowed from ${range}, so it cannot create a token for these addresses.`;
  return {
    scopes: wanted.scopes,
    packagePatterns: patterns,
    cidrs,
    expiresAt: earlier(wanted.expiresAt, parent.expiresAt),
  };
}

function covers(held: readonly string[], scope: KeyScope): boolean {
  return held.includes(scope) || (scope === "read" && held.includes("publish"));
}

/** A pattern within the parent's: the same one, or one that matches with its own stars read as characters. */
function coversPattern(held: readonly string[], pattern: string): boolean {
  return matchesPattern(held, pattern);
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}
