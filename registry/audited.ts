import type { AccountContext } from "@/lib/access/types";
import type { AuditAction } from "@/lib/audit/catalogue";
import { recordRefusal } from "@/lib/entry/denials";
import { AppError } from "@/lib/errors";

export type Attempt = { action: AuditAction; name: string };

/** Runs a write; records a refusal in the account's audit log before it reaches the client. */
export async function audited<T>(ctx: AccountContext, attempt: Attempt, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) {
      await recordRefusal(ctx, { name: attempt.name, audit: attempt.action }, error.code);
    }
    throw error;
  }
}
