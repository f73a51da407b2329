import type { AppError } from "@/lib/errors";

/** The sign-in page's words for a failed sign-in: what happened, why, what to do. */
export const SIGN_IN_PROBLEMS = {
  link: "That sign-in link was used already or is older than 15 minutes. Request a new one.",
  email: "That is not a complete e-mail address. Write it like name@example.com.",
  rate: "Too many sign-in attempts. Wait a few minutes, then try again.",
  provider: "The sign-in provider did not complete the sign-in. Try again, or use a link by e-mail.",
  unverified: "Your e-mail address is not verified at that provider. Verify it there, or use a link by e-mail.",
  other: "Sign-in failed. Try again.",
} as const;

export type SignInProblem = keyof typeof SIGN_IN_PROBLEMS;

export function signInProblem(word: string | undefined): string | null {
  if (word === undefined) return null;
  return SIGN_IN_PROBLEMS[isProblem(word) ? word : "other"];
}

function isProblem(word: string): word is SignInProblem {
  return Object.hasOwn(SIGN_IN_PROBLEMS, word);
}

function problemOf(error: AppError): SignInProblem {
  switch (error.code) {
    case "UNAUTHENTICATED":
      return "link";
    case "VALIDATION":
      return "email";
    case "RATE_LIMITED":
      return "rate";
    case "UPSTREAM":
      return "provider";
    default:
      return "other";
  }
}

/** The address of the sign-in page that shows a refusal. */
export function signInAddress(error: AppError, next: string | undefined): string {
  const query = new URLSearchParams({ error: problemOf(error), ...(next ? { next } : {}) });
  return `/sign-in?${query}`;
}
