import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { emailSchema } from "@/lib/email";
import { env } from "@/lib/env";
import { githubProfile } from "@/lib/identity/sign-in/github-profile";
import { openidProfile } from "@/lib/identity/sign-in/openid-profile";

export type ProviderId = "github" | "google" | "oidc";
export type ConfiguredProvider = { id: ProviderId; name: string };

/** The common form of every provider's profile. */
export type ProviderProfile = { sub: string; name: string; email: string; email_verified: boolean };

function isProviderId(id: string): id is ProviderId {
  return id === "github" || id === "google" || id === "oidc";
}

/** The providers configured on this installation, in the order of the buttons. */
export function configuredProviders(): ConfiguredProvider[] {
  return providerConfigs().map(({ id, name }) => ({ id: isProviderId(id) ? id : "oidc", name }));
}

/** The providers' settings in the form of `next-auth`. */
export function providerConfigs(): OAuthConfig<ProviderProfile>[] {
  return [githubConfig(), googleConfig(), oidcConfig()].filter((config) => config !== null);
}

const common = {
  type: "oauth",
  // Safe here only because the adapter refuses addresses that the provider has not verified.
  allowDangerousEmailAccountLinking: true,
  profile: ({ sub, name, email }: ProviderProfile) => ({ id: sub, name, email }),
} as const;

function githubConfig(): OAuthConfig<ProviderProfile> | null {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = env();
  if (clientId === "") return null;
  return {
    ...common,
    id: "github",
    name: "GitHub",
    clientId,
    clientSecret,
    issuer: "https://github.com/login/oauth",
    authorization: { url: "https://github.com/login/oauth/authorize", params: { scope: "read:user user:email" } },
    token: { url: "https://github.com/login/oauth/access_token" },
    userinfo: { url: "https://api.github.com/user", request: ({ tokens }) => githubProfile(tokens.access_token ?? "") },
    checks: ["pkce", "state"],
  };
}

function googleConfig(): OAuthConfig<ProviderProfile> | null {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = env();
  if (clientId === "") return null;
  return openidConfig("google", "Google", "https://accounts.google.com", clientId, clientSecret);
}

function oidcConfig(): OAuthConfig<ProviderProfile> | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (OIDC_ISSUER === "" || OIDC_CLIENT_ID === "") return null;
  return openidConfig("oidc", OIDC_NAME, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET);
}

function openidConfig(id: ProviderId, name: string, issuer: string, clientId: string, clientSecret: string) {
  return {
    ...common,
    id,
    name,
    clientId,
    clientSecret,
    wellKnown: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    userinfo: { request: openidProfile },
  } satisfies OAuthConfig<ProviderProfile>;
}

const verifiedSchema = z.object({ email: emailSchema, email_verified: z.literal(true) });

/** The address that the provider verified, normalized; null for none. */
export function verifiedEmail(profile: unknown): string | null {
  const claims = verifiedSchema.safeParse(profile);
  return claims.success ? claims.data.email : null;
}
