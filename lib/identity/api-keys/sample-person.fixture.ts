import "server-only";
import { contextForAccount } from "@/lib/access/context";
import type { AccountContext, RequestInfo } from "@/lib/access/types";
import { transaction } from "@/lib/db";
import { personalAccountOf } from "@/lib/identity/api-keys/queries";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { newId } from "@/lib/ids";

export function sampleRequest(address = "198.51.100.7", userAgent = "npm/11.19.1 node/v20.20.2"): RequestInfo {
  return { requestId: newId(), address, userAgent, source: "registry" };
}

export type SamplePerson = { ctx: AccountContext; userId: string; handle: string };

/** A new person, signed in to their own Free account. */
export async function samplePerson(name: string): Promise<SamplePerson> {
  const email = `${name}-${newId().slice(-8)}@example.com`;
  const { userId } = await transaction((tx) => findOrCreateUser(tx, { email, name }, sampleRequest()));
  const { person, ...account } = await personalAccountOf(userId);
  const ctx = await contextForAccount(account.id, { person: { ...person, sessionId: newId() } }, sampleRequest());
  return { ctx, userId, handle: account.handle };
}
