import "server-only";
import { AppError } from "@/lib/errors";

const CONSTRAINT = "Membership_keep_an_owner";

/** The database's own word, at the commit, on a change that would leave an account without an owner. */
function namesConstraint(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return JSON.stringify({ ...error, message: error.message, cause: error.cause }).includes(CONSTRAINT);
}

/** Runs a change of memberships; the refusal of the last-owner trigger becomes a CONFLICT in words. */
export async function keepingAnOwner<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!namesConstraint(error)) throw error;
    throw new AppError("CONFLICT", {
      message: "This is the last owner, and an organization always has one. Make somebody else an owner first.",
    });
  }
}
