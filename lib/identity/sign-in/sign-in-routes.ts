import "server-only";
import { type AddressRate, limitAddress } from "@/lib/access/rate-limit";
import { returnPath } from "@/lib/access/return-path";
import { sessionCookieHeader } from "@/lib/access/session-cookie";
import type { RequestInfo } from "@/lib/access/types";
import { assertOwnSite } from "@/lib/entry/admit-request";
import { cookiesOf } from "@/lib/entry/cookies";
import type { ActionMetadata } from "@/lib/entry/metadata";
import { assertLength, FEW_FIELDS } from "@/lib/entry/read-body";
import { isForm, leaveFor, seeOther, withCookies } from "@/lib/entry/redirects";
import { inputOf, openRoute, type RouteHandler } from "@/lib/entry/route";
import { parseInput } from "@/lib/entry/validation";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createSession } from "@/lib/identity/sign-in/create-session";
import { deviceCookieHeader, isKnownDevice } from "@/lib/identity/sign-in/device-cookie";
import { endReplacedSession } from "@/lib/identity/sign-in/end-replaced-session";
import { finishProviderSignIn, startProviderSignIn } from "@/lib/identity/sign-in/provider-sign-in";
import { configuredProviders, type ProviderId } from "@/lib/identity/sign-in/providers";
import { personaByKey } from "@/lib/identity/sign-in/queries";
import { redeemSignInLink } from "@/lib/identity/sign-in/redeem-sign-in-link";
import { landingOf } from "@/lib/identity/sign-in/rules";
import { nextSchema, personaSchema, redeemLinkSchema, sendLinkSchema } from "@/lib/identity/sign-in/schema";
import { sendSignInLink } from "@/lib/identity/sign-in/send-sign-in-link";
import { signInAddress } from "@/lib/identity/sign-in/sign-in-problems";
import { openedTerminal } from "@/lib/identity/sign-in/terminal-cookie";

/** The ways to sign in. Each answers a form with a redirect and anything else with JSON; none has a person yet. */
const open = { permission: null, entitlement: null } as const;

/** Shows a form's refusal on the sign-in page; a script gets the problem document. */
async function orBack<T>(request: Request, next: string | undefined, work: () => Promise<T>): Promise<T | Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && isForm(request)) return seeOther(signInAddress(error, next));
    throw error;
  }
}

type Told<P> = {
  name: string;
  audit: ActionMetadata["audit"];
  rate: AddressRate;
  /** Throws NOT_FOUND for a way that this installation lacks. */
  assertOpen?: (params: P) => void;
};
type Call<P> = { raw: unknown; request: Request; info: RequestInfo; params: P };

/**
 * A way in for anybody. Order of answers: 429 for the sender's network, 404, 413 by length, 403 for another site's
 * page, which could sign a person in to an account that is not theirs; then the body is read.
 */
function wayIn<P = object>(
  { rate, assertOpen, ...told }: Told<P>,
  run: (call: Call<P>) => Promise<Response>,
): RouteHandler<P> {
  return openRoute<P>({ ...open, ...told }, async (request, info, params) => {
    const refused = await orBack(request, undefined, () => limitAddress(rate, info.address));
    if (refused) return refused;
    assertOpen?.(params);
    assertLength(request.headers, FEW_FIELDS);
    assertOwnSite(request.headers);
    return run({ raw: await inputOf(request), request, info, params });
  });
}

export const sendLinkRoute = wayIn(
  { name: "sign-in.send-link", audit: null, rate: "link-address" },
  ({ raw, request, info }) => {
    const { next } = nextSchema.parse(raw);
    return orBack(request, next, async () => {
      const input = await parseInput(sendLinkSchema, raw);
      await sendSignInLink(input, info, { knownDevice: isKnownDevice(cookiesOf(request), input.email) });
      if (!isForm(request)) return Response.json({ status: "sent" }, { status: 202 });
      return seeOther(`/sign-in/sent?email=${encodeURIComponent(input.email)}`);
    });
  },
);

export const redeemLinkRoute = wayIn(
  { name: "sign-in.redeem-link", audit: "session.created", rate: "redeem-address" },
  ({ raw, request, info }) =>
    orBack(request, undefined, async () => {
      const { token, email, ...link } = await redeemSignInLink(await parseInput(redeemLinkSchema, raw), info);
      const own = cookiesOf(request);
      await endReplacedSession(own, info);
      const returnTo = landingOf(link.returnTo, openedTerminal(own));
      const cookies = [sessionCookieHeader(token), deviceCookieHeader(own, email)];
      return isForm(request) ? seeOther(returnTo, cookies) : withCookies(Response.json({ returnTo }), cookies);
    }),
);

function providerOf(id: string): ProviderId {
  const provider = configuredProviders().find((configured) => configured.id === id);
  if (!provider) throw new AppError("NOT_FOUND", { noun: "sign-in provider" });
  return provider.id;
}

export const startProviderRoute = wayIn<{ provider: string }>(
  {
    name: "sign-in.start-provider",
    audit: null,
    rate: "provider-address",
    assertOpen: ({ provider }) => void providerOf(provider),
  },
  ({ raw, request, info, params }) => {
    const provider = providerOf(params.provider);
    const { next } = nextSchema.parse(raw);
    return orBack(request, next, async () => {
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
    const own = cookiesOf(request);
    const { location, cookies, signedIn } = await finishProviderSignIn(provider, query, own, info);
    if (signedIn) await endReplacedSession(own, info);
    return seeOther(location, cookies);
  },
);

function assertDemo(): void {
  if (!env().PACKHOUSE_DEMO) throw new AppError("NOT_FOUND", { noun: "page" });
}

/** Signs in as a person of the demo, by name alone. Missing outside the demo. */
export const personaRoute = wayIn(
  { name: "sign-in.persona", audit: "session.created", rate: "write-address", assertOpen: assertDemo },
  async ({ raw, request, info }) => {
    const { key, next } = await parseInput(personaSchema, raw);
    const persona = await personaByKey(key);
    if (!persona) throw new AppError("NOT_FOUND", { noun: "persona" });
    const { token } = await createSession(persona.userId, "persona", info);
    await endReplacedSession(cookiesOf(request), info);
    const cookies = [sessionCookieHeader(token)];
    return isForm(request) ? seeOther(returnPath(next), cookies) : withCookies(Response.json({ key }), cookies);
  },
);
