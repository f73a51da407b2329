import type { LimitKey } from "@/lib/entitlements/types";

/** Exact numbers of an account; null where the reader's role does not show them. */
export type AccountCounts = {
  packages: number | null;
  publicPackages: number | null;
  privatePackages: number | null;
  members: number;
  invitations: number;
  /** ISO 8601: when the first pending invitation ends. */
  nextInvitationEnd: string | null;
  /** Tokens of the account that no longer work but still take a place of the plan. */
  expiredTokens: number;
  /** Tokens that end within a week. */
  endingTokens: number;
};

export type Attention =
  | {
      kind: "limit";
      key: LimitKey;
      label: string;
      unit: "count" | "bytes";
      used: number;
      limit: number;
      resetsAt: string | null;
    }
  | { kind: "trial_ending"; endsAt: string }
  | { kind: "invitations"; count: number; nextEnd: string | null }
  | { kind: "expired_tokens"; count: number }
  | { kind: "ending_tokens"; count: number };

/** A publish as the package's own history tells it, for readers who do not see the audit log. */
export type Publish = {
  id: string;
  package: string;
  version: string;
  by: string;
  at: string;
};

/** The newest package of the account that the reader may install; what the example commands name. */
export type ExamplePackage = { name: string; visibility: "public" | "private" };
