import { AppError } from "@/lib/errors";
import { UsageError } from "@/ops/command";

/** Exit codes that scripts can rely on. `blocked`: a rule of the product refused, or a `--check` found something. */
export const EXIT = { done: 0, failed: 1, usage: 2, notAllowed: 3, blocked: 4, unreachable: 5 } as const;

export function exitOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (!(error instanceof AppError)) return EXIT.failed;
  switch (error.code) {
    case "VALIDATION":
      return EXIT.usage;
    case "FORBIDDEN":
    case "UNAUTHENTICATED":
      return EXIT.notAllowed;
    case "UPSTREAM":
      return EXIT.unreachable;
    default:
      return error.status >= 400 && error.status < 500 ? EXIT.blocked : EXIT.failed;
  }
}
