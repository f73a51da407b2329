import {
  type Addressee,
  BILLING,
  inMoney,
  NOTHING_LOST,
  type NoticeWords,
  type Of,
  planName,
} from "@/lib/billing/notices/phrases";
import { formatCount, formatQuantity } from "@/lib/count";
import type { Interval } from "@/lib/entitlements/types";
import { formatMoney } from "@/lib/money";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { inWords } from "@/lib/time";

type Bought = { seats: number | null; interval: Interval | null; amount: number; currency: string };

const CHOOSE = { label: "Choose a plan", href: null } as const;

function a({ interval }: Pick<Bought, "interval">): string {
  return interval ? ` a ${interval}` : "";
}

function forSeats({ seats }: Pick<Bought, "seats">): string {
  return seats === null ? "" : ` for ${formatQuantity(seats, "seat")}`;
}

export function ended(notice: Of<"ended">, { name, kind }: Addressee): NoticeWords {
  const { what, unpaid, since, retainedUntil } = notice;
  const plan = planName(notice);
  const title = `${plan}${what === "subscription" ? "" : ` ${what}`} of ${name} has ended`;
  const why = unpaid
    ? `It ended on ${inWords(since)}, because its invoice was not paid.`
    : `It ended on ${inWords(since)}.`;
  const after =
    kind === "personal"
      ? "Your account continues on Free. Items over the Free limits are read-only. Nothing is deleted, and a plan makes them writable again."
      : `${name} is read-only: installs, export and billing keep working, and seats and tokens are kept.`;
  const kept = retainedUntil
    ? [
        `Everything is kept until ${inWords(retainedUntil)} at least. Export what you need, or choose a plan to continue.`,
      ]
    : [];
  const links = kind === "personal" ? [] : (["export"] as const);

  return { title, lines: [why, after, ...kept], rows: [], action: CHOOSE, links };
}

export function trialEnding({ endsAt, charge, ...of }: Of<"trial_ending">, name: string): NoticeWords {
  const plan = planName(of);
  const title = `The ${plan} trial of ${name} ends on ${inWords(endsAt)}`;
  const lines = charge
    ? [
        `You bought ${plan} from then on: ${inMoney(charge)} before tax${forSeats(charge)} is charged on that day, and each ${charge.interval ?? "period"} after.`,
        "Cancel on the Billing page before that day, and nothing is charged.",
      ]
    : [
        "Nothing is charged. The trial ends automatically.",
        `From then on ${name} is read-only. ${NOTHING_LOST} Buy ${plan} to continue. You choose whether it starts now or when the trial ends.`,
      ];
  return { title, lines, rows: [], action: charge ? BILLING : CHOOSE, links: [] };
}

export function priceRise(notice: Of<"price_rise">, name: string): NoticeWords {
  const { before, currency, perSeat, appliesAt } = notice;
  const each = perSeat ? " a seat" : "";
  const terms = `${a(notice)}, before tax`;
  return {
    title: `The price of ${planName(notice)} for ${name} rises on ${inWords(appliesAt)}`,
    lines: [
      `Renewals from ${inWords(appliesAt)} on cost more. Until then your price stays the same.`,
      "If you do not agree, cancel on the Billing page before that day. You keep access until the end of the paid period.",
    ],
    rows: [
      { label: "Now", value: `${formatMoney(before, currency)}${each}${terms}` },
      { label: `From ${inWords(appliesAt)}`, value: `${inMoney(notice)}${each}${terms}` },
    ],
    action: BILLING,
    links: [],
  };
}

export function purchase(notice: Of<"purchase">, name: string): NoticeWords {
  const { startsAt, renewsAt } = notice;
  const goesOn = renewsAt
    ? `It renews on ${inWords(renewsAt)}`
    : `It begins on ${inWords(startsAt)}, when the first payment is due, and renews`;
  return {
    title: `${name} has ${planName(notice)}`,
    lines: [
      `Thank you. ${goesOn} until you cancel. You can cancel at any time, effective at the end of the paid period.`,
    ],
    rows: [
      { label: "Plan", value: `${planName(notice)}${forSeats(notice)}` },
      { label: "Price", value: `${inMoney(notice)}${a(notice)}, before tax` },
    ],
    action: BILLING,
    links: [],
  };
}

export function cancelled(notice: Of<"cancel_scheduled">, { name, kind }: Addressee): NoticeWords {
  const { endsAt, retainedUntil } = notice;
  const after =
    kind === "personal"
      ? "After that the account is Free. Items over the Free limits become read-only, and nothing is deleted."
      : `After that ${name} is read-only with installs and export${retainedUntil ? `, and everything is kept until ${inWords(retainedUntil)} at least` : ""}.`;
  return {
    title: `${planName(notice)} of ${name} ends on ${inWords(endsAt)}`,
    lines: [
      `The cancellation is confirmed. Everything works until ${inWords(endsAt)}, and there are no further charges.`,
      after,
      "Until then you can resume it on the Billing page.",
    ],
    rows: [],
    action: BILLING,
    links: kind === "personal" ? [] : ["export"],
  };
}

export function renewal(notice: Of<"renewal">, name: string): NoticeWords {
  return {
    title: `${planName(notice)} of ${name} renews on ${inWords(notice.at)}`,
    lines: [
      `${inMoney(notice)} before tax is charged on that day${forSeats(notice)}, for the next ${notice.interval ?? "period"}.`,
      "To change seats or to cancel, open Billing before that day.",
    ],
    rows: [],
    action: BILLING,
    links: [],
  };
}

export function cardExpiring({ last4, endsAt }: Of<"card_expiring">, name: string): NoticeWords {
  const title = `The card that pays for ${name} expires`;
  const lines = [
    `The card ending in ${last4} is good until ${inWords(endsAt)}. A renewal after that fails.`,
    "Update the card on the Billing page.",
  ];
  return { title, lines, rows: [], action: BILLING, links: [] };
}

export function overSeats({ purchased, used }: Of<"over_seats">, name: string): NoticeWords {
  const lines = [
    `${formatQuantity(used, "seat")} are used and ${formatCount(purchased)} are paid for. Nobody is removed, and everybody can keep working. Nothing new can be added until the numbers match.`,
    "Add seats, or remove members on the Team page.",
  ];
  return { title: `${name} uses more seats than it has`, lines, rows: [], action: BILLING, links: [] };
}

export function retentionEnding({ since, retainedUntil }: Of<"retention_ending">, name: string): NoticeWords {
  return {
    title: `${name} is kept until ${inWords(retainedUntil)}`,
    lines: [
      `The plan ended on ${inWords(since)}. Nothing is removed before ${inWords(retainedUntil)}; after that, ${REGISTRY_ADMINISTRATOR} may remove its packages and history.`,
      "Export what you need, or choose a plan to restore everything.",
    ],
    rows: [],
    action: CHOOSE,
    links: ["export"],
  };
}
