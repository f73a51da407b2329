import type { DeniedStep } from "@/components/feedback/denied-view";
import { formatCount } from "@/lib/count";
import type { InviteGate } from "@/lib/people/invites/types";
import { inSeries } from "@/lib/text";

/** The steps to "no seat is free": fulfilled conditions first, then the numbers that are not. */
export function seatSteps({ usage, growth, seat }: Pick<InviteGate, "usage" | "growth" | "seat">): DeniedStep[] {
  const { purchased, used, reserved } = usage;
  const of = purchased === "unlimited" ? "unlimited" : formatCount(purchased);
  const waiting =
    reserved > 0 ? `, ${formatCount(reserved)} reserved by ${reserved === 1 ? "an invitation" : "invitations"}` : "";
  return [
    { ok: growth.allowed, text: growth.message.replace(/\.$/, ""), detail: growth.source.label },
    {
      ok: false,
      text: `Seats ${formatCount(used + reserved)} of ${of}`,
      detail: `${formatCount(used)} used${waiting} · ${seat.source.label}`,
    },
  ];
}

/** "Olivia Berg", "Olivia Berg or Adam Diaz": people to ask, three at most. */
export function whomToAsk(owners: readonly string[]): string {
  return inSeries(owners.slice(0, 3));
}
