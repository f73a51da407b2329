import { matchesPattern } from "@/lib/access/key-patterns";
import { KEY_SCOPES, type KeyScope } from "@/lib/access/permissions";
import type { KeyShow } from "@/lib/identity/api-keys/types";
import { DAY_MS } from "@/lib/time";

/** The choices of a form, in days; null means no expiry. */
export const EXPIRY_CHOICES = [30, 90, 365, null] as const;
export const DEFAULT_EXPIRY_DAYS = 90;

/** A login always expires, so null is no choice here. */
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

/** The scopes a form offers, with their words, in the order of the form. */
export const SCOPES = KEY_SCOPES.map((scope) => ({ scope, ...SCOPE_WORDS[scope] }));

const SHOWN = ["current", "active", "expired", "revoked"] as const satisfies readonly KeyShow[];

/** Reads the filter of a list of keys from its address. An unknown word means "current". */
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

/** Of a stored key: a scope that no release knows any more covers nothing. */
export type ParentReach = Omit<KeyReach, "scopes"> & { scopes: readonly string[] };

/**
 * Limits a key that is made with another key: it takes from its parent whatever the wish leaves out. Returns the
 * sentence of the refusal when the wish exceeds the parent, so a leaked token can never make a stronger or longer-lived
 * one.
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

/**
 * A pattern lies within a held one when it is equal, or when the held one matches it with its stars read as characters.
 */
function coversPattern(held: readonly string[], pattern: string): boolean {
  return matchesPattern(held, pattern);
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}
