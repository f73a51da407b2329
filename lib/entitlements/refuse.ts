import type { Decision, DecisionCode } from "@/lib/entitlements/types";
import { AppError, type ErrorCode } from "@/lib/errors";

type Refusal = Extract<ErrorCode, "ENTITLEMENT_REQUIRED" | "LIMIT_REACHED" | "LOCKED" | "RATE_LIMITED" | "UNAVAILABLE">;

/** E3: a missing entitlement is 402, a stopping state is 423. Governance sets the codes for policy and approval. */
const REFUSAL = {
  ok: null,
  soft_limit_exceeded: null,
  policy_denied: null,
  approval_required: null,
  feature_not_in_plan: "ENTITLEMENT_REQUIRED",
  feature_turned_off: "ENTITLEMENT_REQUIRED",
  none_in_plan: "ENTITLEMENT_REQUIRED",
  no_subscription: "ENTITLEMENT_REQUIRED",
  unknown_key: "ENTITLEMENT_REQUIRED",
  limit_reached: "LIMIT_REACHED",
  frozen_by_plan: "LIMIT_REACHED",
  seat_limit: "LIMIT_REACHED",
  growth_frozen: "LOCKED",
  over_seats: "LOCKED",
  suspended_read_only: "LOCKED",
  suspended_by_staff: "LOCKED",
  platform_block: "LOCKED",
  rate_limited: "RATE_LIMITED",
  entitlement_unavailable: "UNAVAILABLE",
} as const satisfies Record<DecisionCode, Refusal | null>;

/** Returns an allowing decision; throws the typed error of any other. */
export function required(decision: Decision): Decision {
  if (decision.allowed) return decision;
  switch (REFUSAL[decision.code]) {
    case "LIMIT_REACHED":
      throw new AppError("LIMIT_REACHED", { decision });
    case "LOCKED":
      throw new AppError("LOCKED", { decision });
    case "RATE_LIMITED":
      throw new AppError("RATE_LIMITED", { retryAfterSeconds: 60 });
    case "UNAVAILABLE":
      throw new AppError("UNAVAILABLE", { what: "The plan's entitlements" });
    default:
      throw new AppError("ENTITLEMENT_REQUIRED", { decision });
  }
}
