import { ask, rememberAuthentication } from "../../billing/money/cards";
import { find, load } from "../../billing/objects/stored";
import type { PaymentMethodWire } from "../../billing/objects/wires";
import { invalid, StripeError } from "../../http/errors";
import { fieldsOf } from "../../http/fields";
import { detach } from "../../resources/payment-methods";
import type { Call, Fields, Page, Sandbox } from "../../types";
import { typedAgain } from "../card/card-form";
import { isProblem, keepCard, makeTypedCard } from "../card/typed-card";
import { renderConfirmation } from "../checkout/page";
import { EMPTY } from "../html/fields-form";
import { typed, wordsOf } from "../html/read";
import { addTaxId, removeTaxId, taxIdsOf } from "../tax-ids/tax-ids";
import { cancel, cancelForm, type Outcome, resume } from "./cancel";
import { cardsOf, makeDefault } from "./cards";
import { saveDetails } from "./details";
import { portalUrl, renderCardForm, renderExpired, renderHome, type Said } from "./page";
import { featureOf, livePortalSession, type PortalSession } from "./sessions";

type Action = (sandbox: Sandbox, session: PortalSession, input: Fields) => Outcome;

const DONE: Readonly<Record<string, string>> = {
  canceled: "The plan is canceled. It stays as it is until its last day.",
  resumed: "The plan goes on.",
  card: "The card is saved, and is charged from now on.",
  card_removed: "The card is removed.",
  details: "The billing details are saved.",
};

function needFeature(sandbox: Sandbox, session: PortalSession, name: string): Fields {
  const feature = featureOf(sandbox, session, name);
  if (feature.enabled !== true) throw invalid("This cannot be changed here.");
  return feature;
}

function home(sandbox: Sandbox, session: PortalSession, said: Said): Outcome {
  return { html: renderHome(sandbox, session, load(sandbox, "customer", session.customer), said) };
}

function saveCard(sandbox: Sandbox, session: PortalSession, method: PaymentMethodWire, confirmed: boolean): Outcome {
  const kept = keepCard(sandbox, method, session.customer);
  if (isProblem(kept)) return { html: renderCardForm(session, EMPTY, kept) };
  if (confirmed) rememberAuthentication(sandbox, kept);
  makeDefault(sandbox, session.customer, kept.id);
  return { done: "card" };
}

const addCard: Action = (sandbox, session, input) => {
  needFeature(sandbox, session, "payment_method_update");
  const customer = load(sandbox, "customer", session.customer);
  const made = makeTypedCard(sandbox, input, sandbox.clock.now(), { email: customer.email });
  if (isProblem(made)) return { html: renderCardForm(session, typedAgain(input, made.problems), made) };
  if (ask(sandbox, made, false).kind === "action") {
    const action = portalUrl(session, `?method=${made.id}`);
    return { html: renderConfirmation(action, "nothing today, and saving the card,") };
  }
  return saveCard(sandbox, session, made, false);
};

const confirmCard: Action = (sandbox, session, input) => {
  const method = find(sandbox, "payment_method", typed(input, "method"));
  if (!method || method.customer !== null) return { done: "" };
  return saveCard(sandbox, session, method, true);
};

const refuseCard: Action = (_sandbox, session) => {
  const problem = "Your bank did not confirm the card. Try again, or use another card.";
  return { html: renderCardForm(session, EMPTY, { problem }) };
};

function ownCard(sandbox: Sandbox, session: PortalSession, input: Fields): PaymentMethodWire {
  needFeature(sandbox, session, "payment_method_update");
  const method = cardsOf(sandbox, session.customer).find(({ id }) => id === typed(input, "method"));
  if (!method) throw invalid("There is no such card.");
  return method;
}

const useCard: Action = (sandbox, session, input) => {
  makeDefault(sandbox, session.customer, ownCard(sandbox, session, input).id);
  return { done: "card" };
};

const removeCard: Action = (sandbox, session, input) => {
  detach(sandbox, ownCard(sandbox, session, input).id);
  return { done: "card_removed" };
};

const details: Action = (sandbox, session, input) => {
  const feature = needFeature(sandbox, session, "customer_update");
  const problems = saveDetails(sandbox, session.customer, feature, input);
  if (Object.keys(problems).length === 0) return { done: "details" };
  const customer = load(sandbox, "customer", session.customer);
  const said = { problem: "Check what is marked below." };
  return { html: renderHome(sandbox, session, customer, said, typedAgain(input, problems)) };
};

const newTaxId: Action = (sandbox, session, input) => {
  needFeature(sandbox, session, "customer_update");
  try {
    addTaxId(sandbox, session.customer, typed(input, "tax_id_type"), typed(input, "tax_id_value"));
    return { done: "details" };
  } catch (error) {
    if (error instanceof StripeError) return home(sandbox, session, { problem: error.message });
    throw error;
  }
};

const dropTaxId: Action = (sandbox, session, input) => {
  needFeature(sandbox, session, "customer_update");
  const taxId = taxIdsOf(sandbox, session.customer).find(({ id }) => id === typed(input, "tax_id"));
  if (taxId) removeTaxId(sandbox, taxId);
  return { done: "details" };
};

const ACTIONS: Readonly<Record<string, Action>> = {
  cancel,
  resume,
  card: addCard,
  confirm: confirmCard,
  refuse: refuseCard,
  default: useCard,
  remove_card: removeCard,
  details,
  add_tax_id: newTaxId,
  remove_tax_id: dropTaxId,
};

/** A session that was opened for a card leads, once it is saved, where its flow says. */
function after(session: PortalSession, done: string): { location: string } {
  const back = wordsOf(fieldsOf(fieldsOf(fieldsOf(session.flow).after_completion).redirect).return_url);
  return { location: done === "card" && back !== "" ? back : portalUrl(session, `?view=home&done=${done}`) };
}

function open(sandbox: Sandbox, { path, input }: Call): { html: string } | { location: string } {
  const session = livePortalSession(sandbox, path.id ?? "");
  if (!session) return { html: renderExpired() };
  const view = typed(input, "view") || (session.flow === null ? "home" : "card");
  const note = DONE[typed(input, "done")];
  const shown =
    view === "card"
      ? { html: renderCardForm(session, EMPTY, {}) }
      : view === "cancel"
        ? cancelForm(sandbox, session, input)
        : home(sandbox, session, note === undefined ? {} : { note });
  return "done" in shown ? after(session, shown.done) : shown;
}

function act(sandbox: Sandbox, { path, input }: Call): { html: string } | { location: string } {
  const session = livePortalSession(sandbox, path.id ?? "");
  if (!session) return { html: renderExpired() };
  const action = ACTIONS[typed(input, "action")];
  if (!action) throw invalid("The page sent something that the portal does not know.");
  const outcome = action(sandbox, session, input);
  return "done" in outcome ? after(session, outcome.done) : outcome;
}

export const PORTAL_PAGES: Page[] = [
  { method: "GET", path: "/pages/portal/:id", handle: open },
  { method: "POST", path: "/pages/portal/:id", handle: act },
];
