import { z } from "zod";
import { topic } from "@/lib/outbox/topic";

export const INVITATION_MAIL = topic(
  "mail.invitation",
  z.object({
    email: z.email(),
    accountName: z.string(),
    inviterName: z.string(),
    role: z.string(),
    link: z.url(),
    expiresAt: z.iso.datetime(),
  }),
);
