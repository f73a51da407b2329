import { rolesWith } from "@/lib/access/permissions";
import type { AccountContext } from "@/lib/access/types";
import type { DecideOptions } from "@/lib/entitlements/answer";

/**
 * The options of every decision that `ctx` reads, on a page or in a write's refusal: who does not manage billing is
 * sent to an owner instead of to a purchase. The person of a key can buy in the browser, so the role counts.
 */
export function optionsFor(
  { role }: AccountContext,
  question: Omit<DecideOptions, "managesBilling"> = {},
): DecideOptions & { managesBilling: boolean } {
  return { ...question, managesBilling: role === null || rolesWith("billing:write").includes(role) };
}
