import { z } from "zod";
import { emailSchema } from "@/lib/email";
import { topic } from "@/lib/outbox/topic";

export const SIGN_IN_LINK_MAIL = topic(
  "mail.sign-in-link",
  z.object({ email: emailSchema, link: z.url(), expiresAt: z.iso.datetime() }),
);
