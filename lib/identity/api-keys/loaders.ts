import "server-only";
import { z } from "zod";
import { personalContext } from "@/lib/access/loaders";
import { checkLimit } from "@/lib/entitlements/check-entitlement";
import type { Decision } from "@/lib/entitlements/types";
import { env } from "@/lib/env";
import { type KeyListing, listApiKeys, pendingRegistryLogin } from "@/lib/identity/api-keys/queries";
import type { KeyShow, RegistryLoginView } from "@/lib/identity/api-keys/types";
import { orFromStart } from "@/lib/keyset";
import { myAccounts } from "@/lib/people/accounts/loaders";
import type { TableState } from "@/lib/table";

const PAGE_SIZE = 50;
const MOST_SCOPES = 10;

/** The scopes that a person installs from: their own and those of their organizations. */
export async function scopesToInstall(): Promise<string[]> {
  return (await myAccounts()).slice(0, MOST_SCOPES).map((account) => account.handle);
}

export type TokensPage = {
  handle: string;
  registryUrl: string;
  listing: KeyListing;
  /** Whether the plan has room for one more token. */
  room: Decision;
};

export async function tokensPage(
  show: KeyShow,
  { after, before }: Pick<TableState, "after" | "before">,
): Promise<TokensPage> {
  const ctx = await personalContext();
  const [listing, room] = await Promise.all([
    orFromStart({ after, before, limit: PAGE_SIZE }, (range) => listApiKeys(ctx, range, show)),
    checkLimit(ctx, "api_keys", 1),
  ]);
  return { handle: ctx.account.handle, registryUrl: env().REGISTRY_URL, listing, room };
}

export type RegistryLoginPage = {
  handle: string;
  name: string;
  registryUrl: string;
  /** Null when no login waits at this address. */
  login: RegistryLoginView | null;
  room: Decision;
};

export async function registryLoginPage(id: string): Promise<RegistryLoginPage> {
  const ctx = await personalContext();
  const [login, room] = await Promise.all([
    z.uuid().safeParse(id).success ? pendingRegistryLogin(ctx, id) : null,
    checkLimit(ctx, "api_keys", 1),
  ]);
  return { handle: ctx.account.handle, name: ctx.account.name, registryUrl: env().REGISTRY_URL, login, room };
}
