import type { Fields, Sandbox } from "../../types";
import { change, create } from "../objects/stored";
import type { PaymentIntentWire, PaymentMethodWire } from "../objects/wires";
import { ask, type Decline, rememberAuthentication } from "./cards";
import { recordCharge } from "./charges";
import { openDispute } from "./disputes";

export function createIntent(
  sandbox: Sandbox,
  of: { amount: number; currency: string; customer: string; description: string; paymentMethod: string | null },
): PaymentIntentWire {
  const id = sandbox.store.id("pi");
  const intent: PaymentIntentWire = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: of.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic",
    client_secret: `${id}_secret_${sandbox.store.id("s").slice(2)}`,
    confirmation_method: "automatic",
    created: sandbox.clock.now(),
    currency: of.currency,
    customer: of.customer,
    customer_account: null,
    description: of.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: of.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: of.paymentMethod === null ? "requires_payment_method" : "requires_confirmation",
    transfer_data: null,
    transfer_group: null,
  };
  return create(sandbox, intent, "payment_intent.created");
}

export type Attempt =
  | { kind: "paid"; intent: PaymentIntentWire }
  | { kind: "failed"; intent: PaymentIntentWire; decline: Decline }
  | { kind: "action"; intent: PaymentIntentWire };

const NEEDS_CUSTOMER: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "This transaction requires authentication.",
};

export type Terms = {
  method: PaymentMethodWire;
  /** The customer has just answered the bank's question. */
  confirmed: boolean;
  /** Nobody is there to answer: the bank's question counts as a failed try. */
  offSession: boolean;
  /** Where the bank's question is asked. */
  actionUrl: string;
};

/** Charges the card once. */
export function attemptIntent(sandbox: Sandbox, intent: PaymentIntentWire, terms: Terms): Attempt {
  const { method, confirmed } = terms;
  const verdict = ask(sandbox, method, confirmed);
  if (verdict.kind === "action") return requireAction(sandbox, intent, terms);
  const decline = verdict.kind === "declined" ? verdict.decline : null;
  const charge = recordCharge(sandbox, intent, method, { decline, confirmed });
  if (decline) return { kind: "failed", decline, intent: failIntent(sandbox, intent, decline, charge.id, method) };
  if (confirmed) rememberAuthentication(sandbox, method);
  const succeeded = change(
    sandbox,
    intent,
    {
      status: "succeeded",
      amount_received: intent.amount,
      latest_charge: charge.id,
      payment_method: method.id,
      next_action: null,
      last_payment_error: null,
    },
    "payment_intent.succeeded",
  );
  if (verdict.kind === "paid" && verdict.disputes) openDispute(sandbox, charge, verdict.disputes);
  return { kind: "paid", intent: succeeded };
}

function requireAction(sandbox: Sandbox, intent: PaymentIntentWire, terms: Terms): Attempt {
  const { method, offSession, actionUrl } = terms;
  const charge = offSession
    ? recordCharge(sandbox, intent, method, { decline: NEEDS_CUSTOMER, confirmed: false })
    : undefined;
  const waiting = change(
    sandbox,
    intent,
    {
      status: "requires_action",
      payment_method: method.id,
      latest_charge: charge?.id ?? intent.latest_charge,
      next_action: { redirect_to_url: { return_url: null, url: actionUrl }, type: "redirect_to_url" },
      last_payment_error: null,
    },
    "payment_intent.requires_action",
  );
  return { kind: "action", intent: waiting };
}

export function failIntent(
  sandbox: Sandbox,
  intent: PaymentIntentWire,
  decline: Decline,
  charge: string | null,
  method: PaymentMethodWire,
): PaymentIntentWire {
  const error: Fields = {
    ...(charge === null ? {} : { charge }),
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    payment_method: method,
    type: "card_error",
  };
  return change(
    sandbox,
    intent,
    {
      status: "requires_payment_method",
      latest_charge: charge ?? intent.latest_charge,
      payment_method: null,
      next_action: null,
      last_payment_error: error,
    },
    "payment_intent.payment_failed",
  );
}

export function cancelIntent(sandbox: Sandbox, intent: PaymentIntentWire, reason: string): void {
  if (intent.status === "succeeded" || intent.status === "canceled") return;
  const now = sandbox.clock.now();
  const fields = { status: "canceled", canceled_at: now, cancellation_reason: reason, next_action: null };
  change(sandbox, intent, fields, "payment_intent.canceled");
}
