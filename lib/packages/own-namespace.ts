import "server-only";
import type { AccountContext } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { accountOfName } from "@/lib/packages/namespace";

/** Why a name cannot be published from this account's pages, in a sentence; null when it can. */
export async function namespaceProblem({ account }: AccountContext, name: string): Promise<string | null> {
  const owner = await accountOfName(name).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  });
  if (owner === account.id) return null;
  return `${name} is not in the namespace of ${account.name}. Names published here begin with @${account.handle}/.`;
}

/** Errors: VALIDATION for a name that another account, or nobody, owns. */
export async function assertOwnName(ctx: AccountContext, name: string): Promise<void> {
  const message = await namespaceProblem(ctx, name);
  if (message !== null) throw new AppError("VALIDATION", { message, fields: { name: [message] } });
}
