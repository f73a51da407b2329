import { cardError } from "../../http/errors";
import { fieldsOf, textOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { isMarked, markOnce } from "../objects/stored";
import type { PaymentMethodWire } from "../objects/wires";

export type Decline = { code: string; declineCode: string; message: string };

/** What a bank answers. `refusesAttach`: even saving the card fails; `disputes`: the charge succeeds and is taken back. */
type Answer = {
  decline?: Decline;
  refusesAttach?: boolean;
  authentication?: "once" | "always";
  disputes?: string;
};

/** A card of Stripe's test list. Its last four digits are unique in the list, so they alone recognise it later. */
export type TestCard = Answer & { number: string; brand: string; last4: string; expMonth: number; expYear: number };

const DECLINED = "Your card was declined.";
const generic: Decline = { code: "card_declined", declineCode: "generic_decline", message: DECLINED };
const refusal = (declineCode: string, message = DECLINED): Decline => ({ code: "card_declined", declineCode, message });
const funds = refusal("insufficient_funds", "Your card has insufficient funds.");
const by = (code: string, message: string): Decline => ({ code, declineCode: code, message });

const EXPIRED = by("expired_card", "Your card has expired.");

/** https://docs.stripe.com/testing: number, brand, the id that stands for it in tests, and what its bank answers. */
const LIST: readonly [number: string, brand: string, id: string, answer: Answer][] = [
  ["4242424242424242", "visa", "pm_card_visa", {}],
  ["4000056655665556", "visa", "pm_card_visa_debit", {}],
  ["5555555555554444", "mastercard", "pm_card_mastercard", {}],
  ["5200828282828210", "mastercard", "pm_card_mastercard_debit", {}],
  ["378282246310005", "amex", "pm_card_amex", {}],
  ["6011111111111117", "discover", "pm_card_discover", {}],
  ["4000000000000341", "visa", "pm_card_chargeCustomerFail", { decline: generic }],
  ["4000000000000002", "visa", "pm_card_visa_chargeDeclined", { decline: generic, refusesAttach: true }],
  ["4000000000009995", "visa", "pm_card_visa_chargeDeclinedInsufficientFunds", { decline: funds, refusesAttach: true }],
  [
    "4000000000009987",
    "visa",
    "pm_card_visa_chargeDeclinedLostCard",
    { decline: refusal("lost_card"), refusesAttach: true },
  ],
  [
    "4000000000009979",
    "visa",
    "pm_card_visa_chargeDeclinedStolenCard",
    { decline: refusal("stolen_card"), refusesAttach: true },
  ],
  ["4000000000000069", "visa", "pm_card_chargeDeclinedExpiredCard", { decline: EXPIRED, refusesAttach: true }],
  [
    "4000000000000127",
    "visa",
    "pm_card_chargeDeclinedIncorrectCvc",
    { decline: by("incorrect_cvc", "Your card's security code is incorrect."), refusesAttach: true },
  ],
  [
    "4000000000000119",
    "visa",
    "pm_card_chargeDeclinedProcessingError",
    {
      decline: by("processing_error", "An error occurred while processing your card. Try again in a little bit."),
      refusesAttach: true,
    },
  ],
  ["4000002500003155", "visa", "pm_card_authenticationRequiredOnSetup", { authentication: "once" }],
  ["4000002760003184", "visa", "pm_card_authenticationRequired", { authentication: "always" }],
  [
    "4000008260003178",
    "visa",
    "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
    { authentication: "always", decline: funds },
  ],
  ["4000000000000259", "visa", "pm_card_createDispute", { disputes: "fraudulent" }],
  ["4000000000002685", "visa", "pm_card_createDisputeProductNotReceived", { disputes: "product_not_received" }],
];

const CARDS = LIST.map(([number, brand, id, answer]) => {
  const card: TestCard = { number, brand, last4: number.slice(-4), expMonth: 12, expYear: 2034, ...answer };
  return { id, card };
});

/** The test card of a number as typed, or of an id such as `pm_card_visa`. Undefined for one that is not of the list. */
export function resolveCard(numberOrId: string): TestCard | undefined {
  const digits = numberOrId.replace(/[\s-]/g, "");
  return CARDS.find(({ id, card }) => id === numberOrId || card.number === digits)?.card;
}

export function cardOf(method: PaymentMethodWire): TestCard | undefined {
  const { brand, last4 } = fieldsOf(method.card);
  return CARDS.find(({ card }) => card.last4 === textOf(last4) && card.brand === textOf(brand))?.card;
}

export type Verdict =
  | { kind: "paid"; disputes: string | null }
  | { kind: "declined"; decline: Decline }
  | { kind: "action" };

const authenticated = (method: PaymentMethodWire): string => `authenticated:${method.id}`;

/** What the bank of `method` says to a charge now. `confirmed`: the customer has just answered the bank's question. */
export function ask(sandbox: Sandbox, method: PaymentMethodWire, confirmed: boolean): Verdict {
  const card = cardOf(method);
  const known = card?.authentication === "once" && isMarked(sandbox, authenticated(method));
  if (card?.authentication && !confirmed && !known) return { kind: "action" };
  const decline = hasExpired(sandbox, method) ? EXPIRED : card?.decline;
  if (decline) return { kind: "declined", decline };
  return { kind: "paid", disputes: card?.disputes ?? null };
}

/** A card is good until the end of its month. */
function hasExpired(sandbox: Sandbox, method: PaymentMethodWire): boolean {
  const { exp_month: month, exp_year: year } = fieldsOf(method.card);
  if (typeof month !== "number" || typeof year !== "number") return false;
  return Date.UTC(year, month, 1) / 1_000 <= sandbox.clock.now();
}

/** The customer answered the bank's question for this card: some cards ask no second time. */
export function rememberAuthentication(sandbox: Sandbox, method: PaymentMethodWire): void {
  markOnce(sandbox, authenticated(method));
}

/** Refuses to save a card whose bank says no at once, as Stripe does when it is attached to a customer. */
export function refuseUnattachable(card: TestCard): void {
  if (card.refusesAttach && card.decline) throw declined(card.decline);
}

export function declined({ code, declineCode, message }: Decline, extra: Fields = {}) {
  return cardError(code, message, { decline_code: declineCode, ...extra });
}
