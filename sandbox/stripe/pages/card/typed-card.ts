import { resolveCard } from "../../billing/money/cards";
import { find, load } from "../../billing/objects/stored";
import type { PaymentMethodWire } from "../../billing/objects/wires";
import { StripeError } from "../../http/errors";
import { attach, makeCard } from "../../resources/payment-methods";
import type { Fields, Sandbox } from "../../types";
import { readCard } from "./card-form";

export type Problem = { problem: string };
export type CardProblem = Problem & { problems: Record<string, string> };

const NOT_A_TEST_CARD =
  "Your card was declined. The sandbox knows only Stripe's test card numbers; this is not one of them.";

/** The card of a form, stored and not yet anybody's. `address` in Stripe's fields, beyond what the card form asks. */
export function makeTypedCard(
  sandbox: Sandbox,
  input: Fields,
  now: number,
  owner: { email: string | null; address?: Fields },
): PaymentMethodWire | CardProblem {
  const read = readCard(input, now);
  if ("problems" in read) return { problem: "Check the card's details.", problems: read.problems };
  const { card } = read;
  const known = resolveCard(card.number);
  if (!known) return { problem: NOT_A_TEST_CARD, problems: {} };
  const address = { country: card.country, postal_code: card.postalCode, ...owner.address };
  const details = { name: card.name, address, ...(owner.email ? { email: owner.email } : {}) };
  const method = makeCard(sandbox, known, { month: card.expMonth, year: card.expYear }, details);
  return load(sandbox, "payment_method", method.id);
}

/** Saves the card with the customer; what its bank says against it comes back in words. */
export function keepCard(
  sandbox: Sandbox,
  method: PaymentMethodWire,
  customer: string,
): PaymentMethodWire | CardProblem {
  try {
    attach(sandbox, method.id, customer);
  } catch (error) {
    if (error instanceof StripeError && error.type === "card_error") return { problem: error.message, problems: {} };
    throw error;
  }
  return find(sandbox, "payment_method", method.id) ?? method;
}

export function isProblem(value: PaymentMethodWire | CardProblem): value is CardProblem {
  return "problem" in value;
}
