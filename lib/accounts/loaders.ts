import "server-only";
import { cache } from "react";
import { type AccountMembership, accountsOf, type Profile, profileOf } from "@/lib/accounts/queries";
import { personalContext, requirePerson } from "@/lib/auth/loaders";

/** The accounts of the switcher: the personal one first, then organizations by name. */
export const myAccounts = cache(async (): Promise<AccountMembership[]> => accountsOf((await requirePerson()).userId));

export async function myProfile(): Promise<Profile> {
  return profileOf(await personalContext());
}
