import type { AppError } from "@/lib/errors";

/** Older npm prints `error`, newer npm falls back to `message`: both carry the same sentence. */
export type NpmErrorBody = { error: string; message: string; code: string };

/**
 * The body of a failure for a package manager. `sentence` is for people, from `errorSentence`; `code` replaces the
 * product's code where npm has its own. Missing and hidden packages get identical words.
 */
export function npmErrorBody(error: AppError, sentence: string, code: string = error.code): NpmErrorBody {
  const text = error.code === "NOT_FOUND" ? "Not found" : sentence;
  return { error: text, message: text, code };
}

/** The headers of a failure: how to authenticate, and when to retry. */
export function npmErrorHeaders(error: AppError): Record<string, string> {
  const { payload } = error;
  if (error.code === "UNAUTHENTICATED" && "reason" in payload) {
    // npm looks for this word to report that the address, not the token, was refused.
    return { "www-authenticate": payload.reason === "address" ? "Bearer, ipaddress" : "Bearer" };
  }
  if (error.code === "RATE_LIMITED" && "retryAfterSeconds" in payload) {
    return { "retry-after": String(Math.max(1, Math.ceil(payload.retryAfterSeconds))) };
  }
  return {};
}
