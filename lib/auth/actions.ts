"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { accountAction } from "@/lib/actions/client";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/revoke-session";
import { revokeSessionSchema } from "@/lib/auth/schema";

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
