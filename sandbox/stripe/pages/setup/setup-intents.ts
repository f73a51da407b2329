import { ask, type Decline, declined, rememberAuthentication } from "../../billing/money/cards";
import { find } from "../../billing/objects/stored";
import { invalid, noSuch, StripeError } from "../../http/errors";
import { idOf, readFlag, readOneOf, readText, textOf } from "../../http/fields";
import { pageOf } from "../../http/list";
import { mergeMetadata } from "../../http/metadata";
import { putChanged, putNew } from "../../resources/changes";
import { customerOf } from "../../resources/customers";
import { attach, paymentMethodOf } from "../../resources/payment-methods";
import type { Call, Fields, Route, Sandbox, Wire } from "../../types";

const SETUP = "setup_intent";

type Wanted = {
  customer: string | null;
  method: string | null;
  usage: string;
  metadata: Fields;
  description: string | null;
};

export function createSetupIntent(sandbox: Sandbox, wanted: Wanted): Wire {
  const id = sandbox.store.id("seti");
  const customer = wanted.customer === null ? undefined : customerOf(sandbox, wanted.customer, "customer");
  const intent: Wire = {
    id,
    object: SETUP,
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${sandbox.store.id("s").slice(2)}`,
    created: sandbox.clock.now(customer),
    customer: customer?.id ?? null,
    customer_account: null,
    description: wanted.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: wanted.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: wanted.method,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: wanted.method === null ? "requires_payment_method" : "requires_confirmation",
    usage: wanted.usage,
  };
  return putNew(sandbox, intent, "setup_intent.created");
}

function setupError(decline: Decline, method: Wire | undefined): Fields {
  const { code, declineCode, message } = decline;
  return {
    code,
    decline_code: declineCode,
    message,
    type: "card_error",
    ...(method ? { payment_method: method } : {}),
  };
}

function fail(sandbox: Sandbox, intent: Wire, decline: Decline, method: Wire | undefined): Wire {
  return putChanged(
    sandbox,
    intent,
    {
      ...intent,
      status: "requires_payment_method",
      payment_method: null,
      next_action: null,
      last_setup_error: setupError(decline, method),
    },
    "setup_intent.setup_failed",
  );
}

const REFUSED: Decline = {
  code: "setup_intent_authentication_failure",
  declineCode: "authentication_required",
  message: "The latest attempt to set up the payment method has failed because authentication failed.",
};

/** Saves the card with the intent's customer, after its bank's question where it asks one. A refused card is thrown. */
export function confirmSetupIntent(sandbox: Sandbox, intent: Wire, methodId: string, confirmed: boolean): Wire {
  const method = paymentMethodOf(sandbox, methodId, "payment_method");
  const customer = textOf(intent.customer);
  const card = find(sandbox, "payment_method", method.id);
  if (card && !confirmed && ask(sandbox, card, false).kind === "action") {
    const url = `${sandbox.url}/pages/setup_intents/${intent.id}`;
    const next = { redirect_to_url: { return_url: null, url }, type: "redirect_to_url" };
    const waiting = { ...intent, status: "requires_action", payment_method: method.id, next_action: next };
    return putChanged(sandbox, intent, waiting, "setup_intent.requires_action");
  }
  try {
    if (customer !== undefined) attach(sandbox, method.id, customer);
  } catch (error) {
    if (error instanceof StripeError && error.type === "card_error") {
      const code = textOf(error.extra.code) ?? "card_declined";
      const decline = { code, declineCode: textOf(error.extra.decline_code) ?? code, message: error.message };
      const failed = fail(sandbox, intent, decline, method);
      throw declined(decline, { setup_intent: failed });
    }
    throw error;
  }
  if (card && confirmed) rememberAuthentication(sandbox, card);
  return putChanged(
    sandbox,
    intent,
    { ...intent, status: "succeeded", payment_method: method.id, next_action: null, last_setup_error: null },
    "setup_intent.succeeded",
  );
}

export function refuseSetupIntent(sandbox: Sandbox, intent: Wire): Wire {
  return fail(sandbox, intent, REFUSED, undefined);
}

export function loadSetupIntent(sandbox: Sandbox, id: string): Wire {
  const intent = sandbox.store.get(SETUP, id);
  if (!intent) throw noSuch("setupintent", id, "intent");
  return intent;
}

function create(sandbox: Sandbox, { input }: Call): Wire {
  const given = readText(input, "payment_method");
  const method = given ? paymentMethodOf(sandbox, given, "payment_method").id : null;
  const intent = createSetupIntent(sandbox, {
    customer: readText(input, "customer") || null,
    method,
    usage: readOneOf(input, "usage", ["off_session", "on_session"]) ?? "off_session",
    metadata: mergeMetadata({}, input),
    description: readText(input, "description") || null,
  });
  return readFlag(input, "confirm") && method !== null ? confirmSetupIntent(sandbox, intent, method, false) : intent;
}

function confirm(sandbox: Sandbox, { path, input }: Call): Wire {
  const intent = loadSetupIntent(sandbox, path.id ?? "");
  if (intent.status === "succeeded" || intent.status === "canceled") {
    throw invalid(
      `You cannot confirm this SetupIntent because it has a status of ${String(intent.status)}.`,
      undefined,
      "setup_intent_unexpected_state",
    );
  }
  const method = readText(input, "payment_method") || idOf(intent.payment_method);
  if (!method) throw invalid("You must give a payment method.", "payment_method", "parameter_missing");
  return confirmSetupIntent(sandbox, intent, method, false);
}

function cancel(sandbox: Sandbox, { path, input }: Call): Wire {
  const intent = loadSetupIntent(sandbox, path.id ?? "");
  if (intent.status === "succeeded" || intent.status === "canceled") {
    throw invalid("You cannot cancel this SetupIntent.", undefined, "setup_intent_unexpected_state");
  }
  const reason = readOneOf(input, "cancellation_reason", ["abandoned", "duplicate", "requested_by_customer"]) ?? null;
  const canceled = { ...intent, status: "canceled", cancellation_reason: reason, next_action: null };
  return putChanged(sandbox, intent, canceled, "setup_intent.canceled");
}

const PARAMETERS =
  "automatic_payment_methods confirm customer description metadata payment_method payment_method_options usage".split(
    " ",
  );

export const SETUP_INTENT_ROUTES: Route[] = [
  { method: "POST", path: "/v1/setup_intents", handle: create, accepts: PARAMETERS },
  {
    method: "GET",
    path: "/v1/setup_intents",
    handle: (sandbox, call) => pageOf(call, sandbox.store.all(SETUP), ["customer", "payment_method", "created"]),
  },
  {
    method: "GET",
    path: "/v1/setup_intents/:id",
    handle: (sandbox, { path }) => loadSetupIntent(sandbox, path.id ?? ""),
  },
  { method: "POST", path: "/v1/setup_intents/:id/confirm", handle: confirm },
  { method: "POST", path: "/v1/setup_intents/:id/cancel", handle: cancel },
];
