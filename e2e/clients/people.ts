import { operatorContext } from "@/lib/access/context";
import type { AccountContext, AccountRef, SignedIn } from "@/lib/access/types";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import type { PlanKey } from "@/lib/entitlements/types";
import { onPro, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { contextOf, newPerson, request, viewerOf } from "@/lib/people/members/members.fixture";
import { createOrganization } from "@/lib/people/organizations/create-organization";

export type Organization = { account: AccountRef; owner: SignedIn; ctx: AccountContext; token: string };

async function assign(account: AccountRef, plan: PlanKey): Promise<void> {
  const term = { plan, kind: "contract", seats: null, endsAt: null, reason: "A contract for a test" } as const;
  await assignPlan(operatorContext(account, "tests", request), term);
}

/** An organization under a contract, with a token of its owner. */
export async function organization(handle: string, plan: "team" | "enterprise"): Promise<Organization> {
  const owner = await onPro(await newPerson("Olivia"));
  const account = await createOrganization(viewerOf(owner), { handle, name: handle });
  await assign(account, plan);
  return { account, owner, ctx: await contextOf(account, owner), token: await tokenFor(owner) };
}
