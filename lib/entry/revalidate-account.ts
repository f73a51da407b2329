import "server-only";
import { revalidatePath } from "next/cache";
import type { AccountContext } from "@/lib/access/types";
import { accountPaths } from "@/lib/paths";

/** Call it after a write that shows on every page of the account: its plan, its state, its name. */
export function revalidateAccount({ account }: AccountContext): void {
  revalidatePath(accountPaths(account).root, "layout");
}
