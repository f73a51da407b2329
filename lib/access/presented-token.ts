import { AppError } from "@/lib/errors";

/**
 * Reads the token of an Authorization header; a Basic header carries it as the password. Null without a header.
 * Errors: UNAUTHENTICATED for another scheme.
 */
export function presentedToken(header: string | null): string | null {
  if (header === null || header === "") return null;
  const [scheme = "", credential = ""] = header.split(/\s+/, 2);
  if (scheme.toLowerCase() === "bearer") return credential;
  if (scheme.toLowerCase() === "basic")
    return Buffer.from(credential, "base64").toString().split(":").slice(1).join(":");
  throw new AppError("UNAUTHENTICATED", { reason: "invalid" });
}
