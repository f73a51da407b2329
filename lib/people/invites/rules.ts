import { DAY_MS } from "@/lib/time";

export const INVITATION_DAYS = 14;

/** An invitation can be accepted before this instant (T4). */
export function invitationEnd(sentAt: Date): Date {
  return new Date(sentAt.getTime() + INVITATION_DAYS * DAY_MS);
}
