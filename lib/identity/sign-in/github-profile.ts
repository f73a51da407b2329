import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { ProviderProfile } from "@/lib/identity/sign-in/providers";

const userSchema = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

const API = "https://api.github.com";
const TIMEOUT_MS = 10_000;

/** GitHub's public address is free text, so only the verified primary address of its list counts. */
export async function githubProfile(accessToken: string): Promise<ProviderProfile> {
  const [user, emails] = await Promise.all([
    read("/user", accessToken, userSchema),
    read("/user/emails", accessToken, emailsSchema),
  ]);
  const primary = emails.find((email) => email.primary);
  return {
    sub: String(user.id),
    name: user.name || user.login,
    email: primary?.email ?? "",
    email_verified: primary?.verified ?? false,
  };
}

async function read<S extends z.ZodType>(path: string, accessToken: string, schema: S): Promise<z.output<S>> {
  const response = await fetch(`${API}${path}`, {
    headers: {
      authorization: `Bearer ${accessToken}`,
      accept: "application/vnd.github+json",
      "user-agent": "packhouse",
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new AppError("UPSTREAM", { provider: "GitHub" });
  return schema.parse(await response.json());
}
