import type { Decision } from "@/lib/entitlements/types";

/**
 * The payload of each code. Its status is below, its words are in `lib/error-copy.ts`, npm's body in
 * `lib/packages/npm/error-body.ts`.
 */
export type ErrorPayloads = {
  UNAUTHENTICATED: { reason: "missing" | "invalid" | "expired" | "revoked" | "address" };
  NOT_FOUND: { noun: string };
  RATE_LIMITED: { retryAfterSeconds: number };
  VALIDATION: { message: string; fields?: Record<string, string[]> };
  /** `setting` names the setting that raises the limit, if there is one. */
  TOO_LARGE: { what: string; limitBytes: number; setting?: "MAX_PUBLISH_BYTES" };
  /** `message` gives the reason when it is more than the role. */
  FORBIDDEN: { permission: string; roles: readonly string[]; message?: string };
  ENTITLEMENT_REQUIRED: { decision: Decision };
  LIMIT_REACHED: { decision: Decision };
  POLICY_DENIED: { message: string; policy: string };
  APPROVAL_REQUIRED: { message: string; approvalId: string };
  CONFLICT: { message: string };
  LOCKED: { decision: Decision };
  UPSTREAM: { provider: string };
  UNAVAILABLE: { what: string; message?: string };
  UNEXPECTED: { requestId: string };
};

export type ErrorCode = keyof ErrorPayloads;

/** The HTTP status of each code: nothing else in the product chooses the status of a failure. */
export const STATUS = {
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  VALIDATION: 400,
  TOO_LARGE: 413,
  FORBIDDEN: 403,
  ENTITLEMENT_REQUIRED: 402,
  LIMIT_REACHED: 402,
  POLICY_DENIED: 403,
  APPROVAL_REQUIRED: 202,
  CONFLICT: 409,
  LOCKED: 423,
  UPSTREAM: 502,
  UNAVAILABLE: 503,
  UNEXPECTED: 500,
} as const satisfies Record<ErrorCode, number>;

/** A deliberate refusal. Anything else that is thrown reaches a client as UNEXPECTED with a request id. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: C,
    readonly payload: ErrorPayloads[C],
  ) {
    super(code);
  }

  get status(): (typeof STATUS)[C] {
    return STATUS[this.code];
  }
}

/** A CONFLICT; `message` says what prevents the change now, and what to do instead. */
export function conflict(message: string): AppError {
  return new AppError("CONFLICT", { message });
}
