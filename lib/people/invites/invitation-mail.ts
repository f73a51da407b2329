import { z } from "zod";
import { emailSchema } from "@/lib/email";
import { topic } from "@/lib/outbox/topic";

export const INVITATION_MAIL = topic(
  "mail.invitation",
  z.object({
    email: emailSchema,
    accountName: z.string(),
    inviterName: z.string(),
    role: z.string(),
    link: z.url(),
    expiresAt: z.iso.datetime(),
  }),
);
