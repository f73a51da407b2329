import type { LimitKey } from "@/lib/entitlements/types";

/** Exact numbers of an account; null when the reader's role hides them. */
export type AccountCounts = {
  packages: number | null;
  publicPackages: number | null;
  privatePackages: number | null;
  members: number;
  invitations: number;
  /** ISO 8601: when the first pending invitation ends. */
  nextInvitationEnd: string | null;
  /** Expired tokens, which still count towards the plan's limit. */
  expiredTokens: number;
  /** Tokens that expire within a week. */
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

/** A publish from the package's history, for readers who do not see the audit log. */
export type Publish = {
  id: string;
  package: string;
  version: string;
  by: string;
  at: string;
};

/** The account's newest package that the reader may install; example commands name it. */
export type ExamplePackage = { name: string; visibility: "public" | "private" };
