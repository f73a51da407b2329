import "server-only";
import { cache } from "react";
import { personalContext, requirePerson } from "@/lib/access/loaders";
import { type AccountMembership, accountsOf, type Profile, profileOf } from "@/lib/people/accounts/queries";

/** The accounts of the switcher: the personal one first, then organizations by name. */
export const myAccounts = cache(async (): Promise<AccountMembership[]> => accountsOf((await requirePerson()).userId));

export async function myProfile(): Promise<Profile> {
  return profileOf(await personalContext());
}
