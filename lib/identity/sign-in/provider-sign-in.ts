import "server-only";
import type { AuthOptions } from "next-auth";
import NextAuth from "next-auth/next";
import { z } from "zod";
import { returnPath } from "@/lib/access/return-path";
import { COOKIE_SECONDS, sessionCookieName, sessionCookieOptions } from "@/lib/access/session-cookie";
import type { RequestInfo } from "@/lib/access/types";
import { env } from "@/lib/env";
import { authAdapter, type Proof } from "@/lib/identity/sign-in/adapter";
import { CapturedAnswer } from "@/lib/identity/sign-in/captured-answer";
import { type ProviderId, providerConfigs, verifiedEmail } from "@/lib/identity/sign-in/providers";
import { userByIdentity } from "@/lib/identity/sign-in/queries";
import { newSecret } from "@/lib/ids";
import { log } from "@/lib/logger";

type Cookies = Readonly<Record<string, string>>;
type Question = {
  method: "GET" | "POST";
  query: Record<string, string | string[]>;
  body: Record<string, string>;
  cookies: Cookies;
  headers: Record<string, string>;
};

/** The browser's next address and its `Set-Cookie` headers. `signedIn` when one of them starts a session. */
export type ProviderAnswer = { location: string; cookies: string[]; signedIn: boolean };

/** Asks `next-auth` for the provider's sign-in page. The caller has checked that our own page sent the request. */
export async function startProviderSignIn(id: ProviderId, next: string, request: RequestInfo): Promise<ProviderAnswer> {
  const csrf = await ask(id, request, {
    method: "GET",
    query: { nextauth: ["csrf"] },
    body: {},
    cookies: {},
    headers: {},
  });
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(csrf.body);
  const started = await ask(id, request, {
    method: "POST",
    query: { nextauth: ["signin", id] },
    body: { csrfToken, callbackUrl: returnPath(next) },
    cookies: csrf.cookieJar(),
    headers: {},
  });
  return toAnswer(started);
}

/** Finishes a sign-in when the provider sends the browser back; on success the answer sets the session's cookie. */
export async function finishProviderSignIn(
  id: ProviderId,
  query: Record<string, string>,
  cookies: Cookies,
  request: RequestInfo,
): Promise<ProviderAnswer> {
  const question: Question = {
    method: "GET",
    query: { ...query, nextauth: ["callback", id] },
    body: {},
    cookies,
    headers: {},
  };
  return toAnswer(await ask(id, request, question));
}

/** `next-auth` redirects failures to its own pages, which this product does not have. */
function toAnswer(answer: CapturedAnswer): ProviderAnswer {
  const failed =
    answer.location === "" || new URL(answer.location, env().DASHBOARD_URL).pathname.startsWith("/api/auth");
  const location = failed ? "/sign-in?error=provider" : answer.location;
  const signedIn = (answer.cookieJar()[sessionCookieName()] ?? "") !== "";
  return { location, cookies: answer.setCookies, signedIn };
}

async function ask(id: ProviderId, request: RequestInfo, question: Question): Promise<CapturedAnswer> {
  const handler: (question: Question, answer: CapturedAnswer) => Promise<void> = NextAuth(optionsFor(id, request));
  const answer = new CapturedAnswer();
  await handler(question, answer);
  return answer;
}

function optionsFor(id: ProviderId, request: RequestInfo): AuthOptions {
  const proof: Proof = { email: null };
  return {
    adapter: authAdapter(request, id, proof),
    providers: providerConfigs().filter((config) => config.id === id),
    secret: env().AUTH_SECRET,
    session: { strategy: "database", maxAge: COOKIE_SECONDS, generateSessionToken: newSecret },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    callbacks: {
      async signIn({ account, profile }) {
        proof.email = verifiedEmail(profile);
        if (proof.email) return true;
        const known = account && (await userByIdentity(account.provider, account.providerAccountId));
        return known ? true : "/sign-in?error=unverified";
      },
      redirect({ url, baseUrl }) {
        return `${baseUrl}${returnPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url)}`;
      },
    },
    logger: {
      error: (code, detail) =>
        log().warn({ code, provider: id, reason: reasonOf(detail) }, "sign-in by provider failed"),
      warn: (code) => log().debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

/** Keeps only the text of an error: the rest of `next-auth`'s report holds tokens and profiles. */
function reasonOf(detail: unknown): string {
  const parsed = z.object({ error: z.instanceof(Error) }).safeParse(detail);
  if (parsed.success) return parsed.data.error.message;
  return detail instanceof Error ? detail.message : "";
}
