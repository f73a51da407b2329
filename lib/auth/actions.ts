"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { accountAction } from "@/lib/actions/client";
import { declareEntry } from "@/lib/actions/metadata";
import { contextForHandle } from "@/lib/auth/context";
import { currentPerson, requestInfo } from "@/lib/auth/loaders";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/revoke-session";
import { revokeSessionSchema } from "@/lib/auth/schema";
import { sessionCookieName, sessionCookieOptions } from "@/lib/auth/session-cookie";

const metadata = { permission: "account:update", entitlement: null, audit: "session.revoked" } as const;

export const revokeSessionAction = accountAction(
  { ...metadata, name: "session.revoke" },
  revokeSessionSchema,
  async (ctx, input) => {
    await revokeSession(ctx, input);
    revalidatePath("/settings/sessions");
  },
);

export const revokeOtherSessionsAction = accountAction(
  { ...metadata, name: "session.revoke-others" },
  z.object({}),
  async (ctx) => {
    const ended = await revokeOtherSessions(ctx);
    revalidatePath("/settings/sessions");
    return ended;
  },
);

/** For a form's `action`. It works for whoever calls it: somebody who is signed out stays signed out. */
export const signOutAction = declareEntry(
  async (): Promise<void> => {
    const person = await currentPerson();
    if (person) {
      const ctx = await contextForHandle(person.handle, { person }, await requestInfo());
      await revokeSession(ctx, { sessionId: person.sessionId });
    }
    (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
    redirect("/");
  },
  { name: "session.sign-out", permission: null, entitlement: null, audit: "session.revoked" },
);
