import { onPro, tokenFor } from "@/lib/api-keys/token.fixture";
import { operatorContext } from "@/lib/auth/context";
import type { AccountContext, AccountRef, SignedIn } from "@/lib/auth/types";
import { assignPlan } from "@/lib/entitlements/assign-plan";
import type { PlanKey } from "@/lib/entitlements/types";
import { contextOf, newPerson, request, viewerOf } from "@/lib/members/members.fixture";
import { createOrganization } from "@/lib/organizations/create-organization";

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
