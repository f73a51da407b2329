"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { contextForHandle } from "@/lib/access/context";
import { currentPerson, requestInfo } from "@/lib/access/loaders";
import { sessionCookieName, sessionCookieOptions } from "@/lib/access/session-cookie";
import { accountAction } from "@/lib/entry/client";
import { declareEntry } from "@/lib/entry/metadata";
import { revokeOtherSessions, revokeSession } from "@/lib/identity/sign-in/revoke-session";
import { revokeSessionSchema } from "@/lib/identity/sign-in/schema";

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

/** For a form's `action`. Anybody may call it; a signed-out caller stays signed out. */
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
