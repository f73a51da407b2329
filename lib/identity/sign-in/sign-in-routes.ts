import "server-only";
import { limitAddress } from "@/lib/access/rate-limit";
import { returnPath } from "@/lib/access/return-path";
import { sessionCookieHeader } from "@/lib/access/session-cookie";
import { isForm, leaveFor, seeOther, withCookies } from "@/lib/entry/redirects";
import { inputOf, openRoute } from "@/lib/entry/route";
import { FOREIGN_SITE, isSameOrigin } from "@/lib/entry/same-origin";
import { parseInput } from "@/lib/entry/validation";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createSession } from "@/lib/identity/sign-in/create-session";
import { finishProviderSignIn, startProviderSignIn } from "@/lib/identity/sign-in/provider-sign-in";
import { configuredProviders, type ProviderId } from "@/lib/identity/sign-in/providers";
import { personaByKey } from "@/lib/identity/sign-in/queries";
import { redeemSignInLink } from "@/lib/identity/sign-in/redeem-sign-in-link";
import { nextSchema, personaSchema, redeemLinkSchema, sendLinkSchema } from "@/lib/identity/sign-in/schema";
import { sendSignInLink } from "@/lib/identity/sign-in/send-sign-in-link";
import { signInAddress } from "@/lib/identity/sign-in/sign-in-problems";

/** The ways to sign in. Each answers a form with a redirect and anything else with JSON; none has a person yet. */
const open = { permission: null, entitlement: null } as const;

/** Without this check another site could sign a person in to an account that is not theirs. */
function assertOwnPage(request: Request): void {
  if (isSameOrigin(request.headers)) return;
  throw new AppError("FORBIDDEN", {
    permission: "sign-in",
    roles: [],
    message: FOREIGN_SITE,
  });
}

/** Shows a form's refusal on the sign-in page; a script gets the problem document. */
async function orBack(request: Request, next: string | undefined, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && isForm(request)) return seeOther(signInAddress(error, next));
    throw error;
  }
}

export const sendLinkRoute = openRoute({ ...open, name: "sign-in.send-link", audit: null }, async (request, info) => {
  assertOwnPage(request);
  const raw = await inputOf(request);
  const { next } = nextSchema.parse(raw);
  return orBack(request, next, async () => {
    const input = await parseInput(sendLinkSchema, raw);
    await sendSignInLink(input, info);
    if (!isForm(request)) return Response.json({ status: "sent" }, { status: 202 });
    return seeOther(`/sign-in/sent?email=${encodeURIComponent(input.email)}`);
  });
});

export const redeemLinkRoute = openRoute(
  { ...open, name: "sign-in.redeem-link", audit: "session.created" },
  async (request, info) => {
    assertOwnPage(request);
    const raw = await inputOf(request);
    return orBack(request, undefined, async () => {
      const { token, returnTo } = await redeemSignInLink(await parseInput(redeemLinkSchema, raw), info);
      const cookies = [sessionCookieHeader(token)];
      return isForm(request) ? seeOther(returnTo, cookies) : withCookies(Response.json({ returnTo }), cookies);
    });
  },
);

function providerOf(id: string): ProviderId {
  const provider = configuredProviders().find((configured) => configured.id === id);
  if (!provider) throw new AppError("NOT_FOUND", { noun: "sign-in provider" });
  return provider.id;
}

export const startProviderRoute = openRoute<{ provider: string }>(
  { ...open, name: "sign-in.start-provider", audit: null },
  async (request, info, params) => {
    assertOwnPage(request);
    const provider = providerOf(params.provider);
    const { next } = nextSchema.parse(await inputOf(request));
    return orBack(request, next, async () => {
      await limitAddress("provider-address", info.address);
      const { location, cookies } = await startProviderSignIn(provider, returnPath(next), info);
      return location.startsWith("/") ? seeOther(location, cookies) : leaveFor(location, cookies);
    });
  },
);

export const finishProviderRoute = openRoute<{ provider: string }>(
  { ...open, name: "sign-in.finish-provider", audit: "session.created" },
  async (request, info, params) => {
    const provider = providerOf(params.provider);
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const { location, cookies } = await finishProviderSignIn(provider, query, cookiesOf(request), info);
    return seeOther(location, cookies);
  },
);

function cookiesOf(request: Request): Record<string, string> {
  const pairs = (request.headers.get("cookie") ?? "").split(/; */).map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs.map(([name, value]) => [name, decoded(value)]));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Signs in as a person of the demo, by name alone. Missing outside the demo. */
export const personaRoute = openRoute(
  { ...open, name: "sign-in.persona", audit: "session.created" },
  async (request, info) => {
    if (!env().PACKHOUSE_DEMO) throw new AppError("NOT_FOUND", { noun: "page" });
    assertOwnPage(request);
    const { key, next } = await parseInput(personaSchema, await inputOf(request));
    const persona = await personaByKey(key);
    if (!persona) throw new AppError("NOT_FOUND", { noun: "persona" });
    const { token } = await createSession(persona.userId, "persona", info);
    const cookies = [sessionCookieHeader(token)];
    return isForm(request) ? seeOther(returnPath(next), cookies) : withCookies(Response.json({ key }), cookies);
  },
);
