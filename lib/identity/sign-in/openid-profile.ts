import "server-only";
import type { UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { ProviderProfile } from "@/lib/identity/sign-in/providers";

const claimsSchema = z.object({
  sub: z.string().min(1),
  name: z.string().optional(),
  email: z.string().optional(),
  // Some providers write the boolean as a word.
  email_verified: z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]).optional(),
});
type Claims = z.output<typeof claimsSchema>;

type Read = NonNullable<UserinfoEndpointHandler["request"]>;

/**
 * Reads the claims of the identity token, whose signature and nonce are already checked, and completes them from the
 * userinfo endpoint.
 */
export async function openidProfile({ tokens, client }: Parameters<Read>[0]): Promise<ProviderProfile> {
  const claims = readClaims(tokens.id_token ?? "");
  const known = claims.email !== undefined && claims.email_verified !== undefined;
  const extra =
    known || !client.issuer.metadata.userinfo_endpoint ? null : await client.userinfo(tokens.access_token ?? "");
  const more: Claims = extra ? claimsSchema.parse(extra) : claims;
  // OpenID Connect Core 5.3.2: an answer about another person must not be used.
  if (more.sub !== claims.sub) throw new AppError("UPSTREAM", { provider: "The sign-in provider" });
  return {
    sub: claims.sub,
    name: claims.name ?? more.name ?? "",
    email: claims.email ?? more.email ?? "",
    email_verified: claims.email_verified ?? more.email_verified ?? false,
  };
}

function readClaims(idToken: string): Claims {
  const [, body = ""] = idToken.split(".");
  return claimsSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
}
