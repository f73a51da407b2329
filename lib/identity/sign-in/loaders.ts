import "server-only";
import { currentPerson, personalContext } from "@/lib/access/loaders";
import { env } from "@/lib/env";
import { type ConfiguredProvider, configuredProviders } from "@/lib/identity/sign-in/providers";
import { mailboxOfLink, type Persona, personas, type SessionRow, sessionsOf } from "@/lib/identity/sign-in/queries";

export async function mySessions(): Promise<SessionRow[]> {
  return sessionsOf(await personalContext());
}

export type SignInChoices = { providers: ConfiguredProvider[]; personas: Persona[]; demo: boolean };

/** The choices of the sign-in page: the configured providers and, in the demo only, the personas. */
export async function signInChoices(): Promise<SignInChoices> {
  const demo = env().PACKHOUSE_DEMO;
  return { providers: configuredProviders(), personas: demo ? await personas() : [], demo };
}

/** Whose mailbox a link proves, and who would be signed out by it; null for a link that no longer works. */
export async function linkToRedeem(token: string): Promise<{ email: string; replaces: string | null } | null> {
  const [email, person] = await Promise.all([mailboxOfLink(token), currentPerson()]);
  return email === null ? null : { email, replaces: person?.email ?? null };
}
