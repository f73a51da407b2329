import type { AuditAction } from "@/lib/audit/catalogue";

export type Scalar = string | number | boolean | null;

/** The kinds of object of an event. Stored events are read by this list, so a word is never removed. */
export const AUDIT_TARGETS = [
  "account",
  "user",
  "invitation",
  "key",
  "package",
  "version",
  "tag",
  "term",
  "counter",
  "session",
  "subscription",
  "checkout",
  "customer",
  "invoice",
  "refund",
  "dispute",
  "event",
] as const;

export type AuditTarget = {
  type: (typeof AUDIT_TARGETS)[number];
  id: string;
  name: string;
};

export type AuditChange = { path: string; before: Scalar | readonly Scalar[]; after: Scalar | readonly Scalar[] };

/** A verb's account of its write; who, where and when come from the context and the clock. */
export type AuditEntry = {
  action: AuditAction;
  targets: readonly AuditTarget[];
  changes?: readonly AuditChange[];
  metadata?: Record<string, Scalar>;
};

export type AuditOutcome = "success" | "denied" | "failed";

/** The part of an event that its hash covers, in the hashed form. */
export type ChainedEvent = {
  /** Absent in format 1, whose hash does not cover it. */
  format?: number;
  id: string;
  accountId: string;
  seq: string;
  at: string;
  action: string;
  actor: Record<string, Scalar>;
  targets: readonly AuditTarget[];
  outcome: AuditOutcome;
  reasonCode: string;
  changes: readonly AuditChange[];
  metadata: Record<string, Scalar>;
  context: Record<string, Scalar>;
};

/** A row of the audit page. `at` is ISO 8601. */
export type AuditRow = {
  id: string;
  seq: number;
  at: string;
  action: string;
  actorType: string;
  actorId: string;
  actorName: string;
  /** The name of the token that acted for the person; empty without a token. */
  keyName: string;
  targets: readonly AuditTarget[];
  outcome: AuditOutcome;
  reasonCode: string;
  changes: readonly AuditChange[];
  metadata: Readonly<Record<string, Scalar>>;
  address: string;
  source: string;
};
