import { cardOf, refuseUnattachable, resolveCard, type TestCard } from "../billing/money/cards";
import { find } from "../billing/objects/stored";
import { invalid, noSuch } from "../http/errors";
import { idOf, isFields, readText, requireText } from "../http/fields";
import type { Fields, Route, Sandbox, Wire } from "../types";
import { readAddress } from "./address";
import { putChanged } from "./changes";

type Expiry = { month: number; year: number };

/** Stores a card that belongs to nobody yet. `details` as in `billing_details`. */
export function makeCard(sandbox: Sandbox, card: TestCard, expiry: Expiry, details: Fields = {}): Wire {
  const method: Wire = {
    id: sandbox.store.id("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: billingDetails({}, details),
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand === "amex" ? "american_express" : card.brand,
      exp_month: expiry.month,
      exp_year: expiry.year,
      fingerprint: `fp${card.number.slice(0, 6)}${card.last4}`,
      funding: "credit",
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: sandbox.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
  sandbox.store.put(method);
  return method;
}

/** The stored card of an id; a well-known id such as `pm_card_visa` makes a new card each time, as at Stripe. */
function paymentMethodOf(sandbox: Sandbox, id: string, param?: string): Wire {
  const stored = sandbox.store.get("payment_method", id);
  if (stored) return stored;
  const card = id.startsWith("pm_card_") ? resolveCard(id) : undefined;
  if (!card) throw noSuch("PaymentMethod", id, param, param === undefined ? 404 : 400);
  return makeCard(sandbox, card, { month: card.expMonth, year: card.expYear });
}

/** Saves the card with the customer, or refuses as its bank does. */
export function attach(sandbox: Sandbox, id: string, customer: string): Wire {
  const method = paymentMethodOf(sandbox, id);
  const owner = idOf(method.customer);
  if (owner === customer) return method;
  if (owner !== undefined) {
    throw invalid("The payment method you provided has already been attached to a customer.", "payment_method");
  }
  const known = find(sandbox, "payment_method", method.id);
  const card = known && cardOf(known);
  if (card) refuseUnattachable(card);
  const attached = { ...method, customer };
  sandbox.store.put(attached);
  sandbox.emit("payment_method.attached", attached);
  return attached;
}

function billingDetails(before: Fields, input: Fields): Fields {
  const address = readAddress(input);
  const text = (name: string) => (input[name] === undefined ? (before[name] ?? null) : readText(input, name) || null);
  return {
    address: address === undefined ? (before.address ?? readAddress({ address: {} }) ?? null) : address,
    email: text("email"),
    name: text("name"),
    phone: text("phone"),
    tax_id: text("tax_id"),
  };
}

/** Takes the card from its customer, and from what names it as its default. */
export function detach(sandbox: Sandbox, id: string): Wire {
  const method = load(sandbox, id);
  const customer = idOf(method.customer);
  if (customer === undefined) {
    throw invalid("The payment method you provided is not attached to a customer so detachment is impossible.");
  }
  const detached: Wire = { ...method, customer: null };
  sandbox.store.put(detached);
  forgetDefault(sandbox, customer, method.id);
  sandbox.emit("payment_method.detached", detached, { customer });
  return detached;
}

function forgetDefault(sandbox: Sandbox, customer: string, method: string): void {
  const owner = sandbox.store.get("customer", customer);
  if (owner && isFields(owner.invoice_settings) && owner.invoice_settings.default_payment_method === method) {
    const settings = { ...owner.invoice_settings, default_payment_method: null };
    putChanged(sandbox, owner, { ...owner, invoice_settings: settings }, "customer.updated");
  }
  for (const subscription of sandbox.store.all("subscription")) {
    if (subscription.default_payment_method !== method) continue;
    putChanged(
      sandbox,
      subscription,
      { ...subscription, default_payment_method: null },
      "customer.subscription.updated",
    );
  }
}

function load(sandbox: Sandbox, id: string): Wire {
  const method = sandbox.store.get("payment_method", id);
  if (!method) throw noSuch("PaymentMethod", id);
  return method;
}

export const PAYMENT_METHOD_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/payment_methods/:id/attach",
    handle: (sandbox, call) => {
      const customer = requireText(call.input, "customer");
      const known = sandbox.store.get("customer", customer);
      if (!known || known.deleted === true) throw noSuch("customer", customer, "customer", 400);
      return attach(sandbox, call.path.id ?? "", customer);
    },
    accepts: ["customer"],
  },
];
