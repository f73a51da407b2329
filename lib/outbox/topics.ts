import { z } from "zod";
import { noticeSchema } from "@/lib/billing/notices/notices";

/** Everything that leaves the product through the outbox. A new topic adds its payload here and its sender to `send.ts`. */
export const TOPICS = {
  "mail.sign-in-link": z.object({ email: z.email(), link: z.url(), expiresAt: z.iso.datetime() }),
  "mail.invitation": z.object({
    email: z.email(),
    accountName: z.string(),
    inviterName: z.string(),
    role: z.string(),
    link: z.url(),
    expiresAt: z.iso.datetime(),
  }),
  "mail.billing-notice": z.object({
    email: z.email(),
    account: z.object({ name: z.string(), kind: z.enum(["personal", "organization", "system"]) }),
    notice: noticeSchema,
    /** `invoice` opens the document without a session; null where the notice has none. */
    links: z.object({ billing: z.url(), packages: z.url(), lines: z.url(), invoice: z.url().nullable() }),
  }),
} as const;

export type Topic = keyof typeof TOPICS;
export type TopicPayload<T extends Topic> = z.output<(typeof TOPICS)[T]>;

export function isTopic(topic: string): topic is Topic {
  return topic in TOPICS;
}
