import { formatBytes } from "@/lib/bytes";
import type { Decision } from "@/lib/entitlements/types";
import type { AppError, ErrorCode, ErrorPayloads } from "@/lib/errors";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { inSeries } from "@/lib/text";

/** The words of a refusal: what happened, why, what to do. */
export type ErrorCopy = { title: string; message: string; next: string };

const SIGN_IN_AGAIN = {
  missing: "You need to sign in or use a token.",
  invalid: "The token is unknown or mistyped.",
  expired: "The token or session has expired.",
  revoked: "The token was revoked.",
  address: "The token is not allowed from this address.",
} as const satisfies Record<ErrorPayloads["UNAUTHENTICATED"]["reason"], string>;

function ofDecision(title: string, decision: Decision): ErrorCopy {
  return { title, message: decision.message, next: decision.rationale ?? "" };
}

const COPY: { [C in ErrorCode]: (payload: ErrorPayloads[C]) => ErrorCopy } = {
  UNAUTHENTICATED: ({ reason }) => ({
    title: "Sign in first",
    message: SIGN_IN_AGAIN[reason],
    next: "Sign in, or create a new token.",
  }),
  NOT_FOUND: ({ noun }) => ({
    title: "Not found",
    message: `There is no such ${noun}, or you cannot see it.`,
    next: "Check the name.",
  }),
  RATE_LIMITED: ({ retryAfterSeconds }) => ({
    title: "Too many requests",
    message: `Too many requests. Try again in ${retryAfterSeconds} seconds.`,
    next: "Wait, then try again.",
  }),
  VALIDATION: ({ message }) => ({ title: "Check your input", message, next: "Correct it and try again." }),
  TOO_LARGE: ({ what, limitBytes, setting }) => ({
    title: "Too large",
    message: `The ${what} is larger than ${formatBytes(limitBytes)}, the most this registry takes.`,
    next: setting ? `Make it smaller, or ask ${REGISTRY_ADMINISTRATOR} to raise ${setting}.` : "Make it smaller.",
  }),
  FORBIDDEN: ({ roles, message }) =>
    message === undefined
      ? {
          title: "Your role does not allow this",
          message: `This needs the role ${inSeries(roles)}.`,
          next: "Ask an owner of the organization.",
        }
      : { title: "This is not allowed", message, next: "" },
  ENTITLEMENT_REQUIRED: ({ decision }) => ofDecision("The plan does not include this", decision),
  LIMIT_REACHED: ({ decision }) => ofDecision("The plan's limit is reached", decision),
  POLICY_DENIED: ({ message, policy }) => ({
    title: "A policy forbids this",
    message,
    next: `The policy is ${policy}.`,
  }),
  APPROVAL_REQUIRED: ({ message }) => ({
    title: "Waiting for approval",
    message,
    next: "It continues after approval.",
  }),
  CONFLICT: ({ message }) => ({ title: "This cannot be done now", message, next: "" }),
  LOCKED: ({ decision }) => ofDecision("The account's state does not allow this", decision),
  UPSTREAM: ({ provider }) => ({
    title: "Another service failed",
    message: `${provider} did not respond as expected.`,
    next: "Try again in a minute.",
  }),
  UNAVAILABLE: ({ what, message }) => ({
    title: "Unavailable right now",
    message: message ?? `${what} is unavailable right now.`,
    next: "Try again in a minute.",
  }),
  UNEXPECTED: ({ requestId }) => ({
    title: "Something went wrong",
    message: `Something went wrong on our side (request ${requestId}).`,
    next: "Try again. If it keeps happening, send us the request id.",
  }),
};

function copyOf<C extends ErrorCode>(code: C, payload: ErrorPayloads[C]): ErrorCopy {
  return COPY[code](payload);
}

export function describeError(error: AppError): ErrorCopy {
  return copyOf(error.code, error.payload);
}

/** One sentence for a terminal: npm prints it as it stands. */
export function errorSentence(error: AppError): string {
  return describeError(error).message;
}
