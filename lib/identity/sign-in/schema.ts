import { z } from "zod";
import { emailSchema } from "@/lib/people/accounts/schema";

export const sendLinkSchema = z.object({ email: emailSchema, next: z.string().max(2_000).optional() });
export type SendLinkInput = z.output<typeof sendLinkSchema>;

export const redeemLinkSchema = z.object({ token: z.string().min(20).max(200) });
export type RedeemLinkInput = z.output<typeof redeemLinkSchema>;

export const revokeSessionSchema = z.object({ sessionId: z.uuid() });

export const personaSchema = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,60}$/, "Write the key of a persona, for example acme-owner."),
  next: z.string().max(2_000).optional(),
});

/** Where to go after a form; anything that is no text is nothing. */
export const nextSchema = z.object({ next: z.string().max(2_000).optional().catch(undefined) }).catch({});

const word = z.string().max(2_000).optional().catch(undefined);

/** The address of the sign-in pages. What does not read is left out. */
export const signInQuery = z.object({ next: word, error: word, email: word, token: word });
