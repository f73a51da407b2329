import { z } from "zod";
import { emailSchema } from "@/lib/email";

export const sendLinkSchema = z.object({ email: emailSchema, next: z.string().max(2_000).optional() });
export type SendLinkInput = z.output<typeof sendLinkSchema>;

export const redeemLinkSchema = z.object({ token: z.string().min(20).max(200) });
export type RedeemLinkInput = z.output<typeof redeemLinkSchema>;

export const revokeSessionSchema = z.object({ sessionId: z.uuid() });

export const personaSchema = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,60}$/, "Write the key of a persona, for example acme-owner."),
  next: z.string().max(2_000).optional(),
});

/** The address to go to after a form; anything but text counts as absent. */
export const nextSchema = z.object({ next: z.string().max(2_000).optional().catch(undefined) }).catch({});

const word = z.string().max(2_000).optional().catch(undefined);

/** The parameters of the sign-in pages. Invalid ones count as absent. */
export const signInQuery = z.object({ next: word, error: word, email: word, token: word });
