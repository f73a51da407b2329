import { contextForAccount, operatorContext } from "@/lib/access/context";
import type { AccountContext, SignedIn } from "@/lib/access/types";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { at, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import type { CreateApiKeyInput } from "@/lib/identity/api-keys/schema";
import type { CreatedKey } from "@/lib/identity/api-keys/types";
import { request } from "@/lib/people/members/members.fixture";
import { DAY_MS } from "@/lib/time";

async function personalAccount(person: SignedIn) {
  return db().account.findUniqueOrThrow({ where: { personalUserId: person.userId } });
}

/** Gives a person Pro, with room for twenty tokens. */
export async function onPro(person: SignedIn): Promise<SignedIn> {
  const { id, handle, name, kind } = await personalAccount(person);
  const wish = {
    plan: "pro",
    kind: "contract",
    seats: null,
    endsAt: null,
    reason: "Room for tokens in a test",
  } as const;
  await assignPlan(operatorContext({ id, handle, name, kind }, "tests", request), wish);
  return person;
}

/** The context of a person, signed in to their own account. */
export async function ownContextOf(person: SignedIn): Promise<AccountContext> {
  return contextForAccount((await personalAccount(person)).id, { person }, request);
}

/** A token of this person with all their rights. */
export async function keyFor(person: SignedIn, wish: Partial<CreateApiKeyInput> = {}): Promise<CreatedKey> {
  return createApiKey(await ownContextOf(person), {
    name: "laptop",
    scopes: ["read", "publish"],
    packagePatterns: [],
    cidrs: [],
    expiresInDays: null,
    ...wish,
  });
}

export async function tokenFor(person: SignedIn, wish: Partial<CreateApiKeyInput> = {}): Promise<string> {
  return (await keyFor(person, wish)).token;
}

/** A token that was valid for one day and expired yesterday. */
export async function expiredTokenFor(person: SignedIn): Promise<string> {
  return at(new Date(now().getTime() - 2 * DAY_MS), () => tokenFor(person, { expiresInDays: 1 }));
}
