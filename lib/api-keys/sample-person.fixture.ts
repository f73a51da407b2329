import "server-only";
import { personalAccountOf } from "@/lib/api-keys/queries";
import { contextForAccount } from "@/lib/auth/context";
import { findOrCreateUser } from "@/lib/auth/find-or-create-user";
import type { AccountContext, RequestInfo } from "@/lib/auth/types";
import { transaction } from "@/lib/db";
import { newId } from "@/lib/ids";

export function sampleRequest(address = "198.51.100.7", userAgent = "npm/11.19.1 node/v20.20.2"): RequestInfo {
  return { requestId: newId(), address, userAgent, source: "registry" };
}

export type SamplePerson = { ctx: AccountContext; userId: string; handle: string };

/** A new person for a test, signed in to their own Free account. */
export async function samplePerson(name: string): Promise<SamplePerson> {
  const email = `${name}-${newId().slice(-8)}@example.com`;
  const { userId } = await transaction((tx) => findOrCreateUser(tx, { email, name }, sampleRequest()));
  const { person, ...account } = await personalAccountOf(userId);
  const ctx = await contextForAccount(account.id, { person: { ...person, sessionId: newId() } }, sampleRequest());
  return { ctx, userId, handle: account.handle };
}
