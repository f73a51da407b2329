import { createApiKey } from "@/lib/api-keys/create-api-key";
import type { CreateApiKeyInput } from "@/lib/api-keys/schema";
import type { CreatedKey } from "@/lib/api-keys/types";
import { contextForAccount } from "@/lib/auth/context";
import type { SignedIn } from "@/lib/auth/types";
import { at, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { request } from "@/lib/members/members.fixture";

const DAY_MS = 86_400_000;

/** A token of this person, for everything they may do. */
export async function keyFor(person: SignedIn, wish: Partial<CreateApiKeyInput> = {}): Promise<CreatedKey> {
  const account = await db().account.findUniqueOrThrow({ where: { personalUserId: person.userId } });
  const ctx = await contextForAccount(account.id, { person }, request);
  return createApiKey(ctx, {
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

/** A token whose one day ended yesterday. */
export async function expiredTokenFor(person: SignedIn): Promise<string> {
  return at(new Date(now().getTime() - 2 * DAY_MS), () => tokenFor(person, { expiresInDays: 1 }));
}
