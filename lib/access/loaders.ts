import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Caller, contextForHandle, viewerFor } from "@/lib/access/context";
import { noteSession } from "@/lib/access/known-sessions";
import { sessionByToken } from "@/lib/access/queries";
import { PATH_HEADER, requestInfoOf } from "@/lib/access/request-info";
import { returnPath } from "@/lib/access/return-path";
import { sessionCookieName } from "@/lib/access/session-cookie";
import type { AccountContext, RequestInfo, SignedIn, Viewer } from "@/lib/access/types";
import { AppError } from "@/lib/errors";
import { accountPaths, organizationPaths } from "@/lib/paths";

export const requestInfo = cache(async (): Promise<RequestInfo> => requestInfoOf(await headers()));

/** Returns the person with a live session, or null. Cached for one render; in actions and handlers call it once. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  const person = token ? await sessionByToken(token) : null;
  if (token && person) noteSession(token, person.userId);
  return person;
});

/** The address being rendered, as the middleware noted it. */
async function here(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? "";
}

/** For pages: returns the person, or redirects to the sign-in page, which leads back here. */
export async function requirePerson(): Promise<SignedIn> {
  const person = await currentPerson();
  if (person) return person;
  const next = returnPath(await here(), "");
  redirect(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
}

/** For pages: turns NOT_FOUND into the page for a missing address. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  return read.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
}

const contextOf = cache(async (handle: string): Promise<AccountContext> => {
  return contextForHandle(handle, { person: await requirePerson() }, await requestInfo());
});

/**
 * For pages below `/orgs/[org]`: returns the member's context. Anybody else gets the not-found page; a former handle
 * redirects to the same page under the present handle.
 */
export async function requireAccount(handle: string): Promise<AccountContext> {
  const ctx = await orNotFound(contextOf(handle));
  if (ctx.account.kind === "personal") redirect(accountPaths(ctx.account).overview);
  if (ctx.account.handle !== handle) {
    const path = await here();
    const former = organizationPaths(handle).root;
    const below = path.startsWith(former) ? path.slice(former.length) : "";
    // A temporary redirect: a former handle can be taken back, and browsers keep a permanent redirect for ever.
    redirect(`${accountPaths(ctx.account).root}${below}`);
  }
  return ctx;
}

/** For pages of the personal account: returns its context. */
export async function personalContext(): Promise<AccountContext> {
  return contextOf((await requirePerson()).handle);
}

/** For pages that persons and organizations share: `org` is the route's `[org]`, absent on a person's own pages. */
export async function accountOfRoute(org: string | undefined): Promise<AccountContext> {
  return org === undefined ? personalContext() : requireAccount(org);
}

/** Returns the reader of a page that anybody may open. */
export async function currentViewer(): Promise<Viewer> {
  const person = await currentPerson();
  const caller: Caller = person && { person };
  return viewerFor(caller, await requestInfo());
}
