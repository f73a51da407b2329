import { z } from "zod";
import { noticeSchema } from "@/lib/billing/notices/schema";
import { emailSchema } from "@/lib/email";
import { ACCOUNT_KINDS } from "@/lib/entitlements/types";
import { topic } from "@/lib/outbox/topic";

export const BILLING_NOTICE_MAIL = topic(
  "mail.billing-notice",
  z.object({
    email: emailSchema,
    account: z.object({ name: z.string(), kind: z.enum(ACCOUNT_KINDS) }),
    notice: noticeSchema,
    /** `invoice` opens the document without a session; null when the notice has none. */
    links: z.object({ billing: z.url(), packages: z.url(), lines: z.url(), invoice: z.url().nullable() }),
  }),
);
