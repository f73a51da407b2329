import { z } from "zod";
import { topic } from "@/lib/outbox/topic";

export const SIGN_IN_LINK_MAIL = topic(
  "mail.sign-in-link",
  z.object({ email: z.email(), link: z.url(), expiresAt: z.iso.datetime() }),
);
