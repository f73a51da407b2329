import "server-only";
import { personalContext } from "@/lib/access/loaders";
import { env } from "@/lib/env";
import { type ConfiguredProvider, configuredProviders } from "@/lib/identity/sign-in/providers";
import { isSignInLinkLive, type Persona, personas, type SessionRow, sessionsOf } from "@/lib/identity/sign-in/queries";

export async function mySessions(): Promise<SessionRow[]> {
  return sessionsOf(await personalContext());
}

export type SignInChoices = { providers: ConfiguredProvider[]; personas: Persona[]; demo: boolean };

/** The choices of the sign-in page: the configured providers and, in the demo only, the personas. */
export async function signInChoices(): Promise<SignInChoices> {
  const demo = env().PACKHOUSE_DEMO;
  return { providers: configuredProviders(), personas: demo ? await personas() : [], demo };
}

export async function canRedeem(token: string): Promise<boolean> {
  return isSignInLinkLive(token);
}
