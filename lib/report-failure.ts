import "server-only";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";
import { isDatabaseAway, unmeant } from "@/lib/outage";

const QUIET_MS = 1_000;
type About = { requestId: string } & Record<string, string | undefined>;

let quietUntil = 0;
let untold = 0;

/**
 * Returns the error that a caller gets for an exception: a typed one as it is; any other is logged and becomes
 * UNEXPECTED, or UNAVAILABLE during an outage. An outage fails many requests, so it is logged once a second.
 */
export function reportFailure(error: unknown, what: string, about: About): AppError {
  if (error instanceof AppError) return error;
  if (!isDatabaseAway(error)) {
    log().error({ err: error, ...about }, what);
    return unmeant(error, about.requestId);
  }

  const at = performance.now();
  if (at < quietUntil) {
    untold += 1;
  } else {
    log().error({ err: error, ...about, likeItBefore: untold }, what);
    quietUntil = at + QUIET_MS;
    untold = 0;
  }
  return unmeant(error, about.requestId);
}
