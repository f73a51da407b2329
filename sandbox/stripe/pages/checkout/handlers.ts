import { ask, resolveCard } from "../../billing/money/cards";
import { load } from "../../billing/objects/stored";
import type { PaymentMethodWire } from "../../billing/objects/wires";
import type { Call, Fields, Page, Sandbox } from "../../types";
import { readCard, typedAgain } from "../card/card-form";
import { isProblem, makeTypedCard } from "../card/typed-card";
import { EMPTY, type Filled } from "../html/fields-form";
import { money } from "../html/format";
import { typed } from "../html/read";
import { type Answers, firstFilled, readAnswers, typedAddress } from "./answers";
import { completeCheckout, type Means } from "./complete";
import { expireCheckout, isStale } from "./end";
import { renderCheckout, renderConfirmation, renderOver } from "./page";
import { adjust } from "./quantities";
import { type CheckoutQuote, quoteCheckout } from "./quote";
import { type CheckoutWire, loadCheckout, putRequest, requestOf } from "./wires";

type Shown = { html: string } | { location: string };
type Said = { problem?: string; note?: string };

function successUrl(session: CheckoutWire): string {
  return session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

function show(
  sandbox: Sandbox,
  session: CheckoutWire,
  filled: Filled,
  said: Said = {},
  address: Fields | null = null,
): Shown {
  return { html: renderCheckout(sandbox, session, quoteCheckout(sandbox, session, address), filled, said) };
}

/** Why nothing can be bought here, if so. */
function closed(sandbox: Sandbox, session: CheckoutWire): Shown | undefined {
  if (session.status === "complete") return { location: successUrl(session) };
  const current = session.status === "open" && isStale(sandbox, session) ? expireCheckout(sandbox, session) : session;
  if (current.status === "expired") {
    const text = "This checkout is over: it was open for too long, or was ended. Nothing was charged. Start again.";
    return { html: renderOver("Checkout expired", text, current.cancel_url) };
  }
  return undefined;
}

function open(sandbox: Sandbox, { path }: Call): Shown {
  const session = loadCheckout(sandbox, path.id ?? "");
  return closed(sandbox, session) ?? show(sandbox, session, firstFilled(sandbox, session));
}

/** The card that was typed, unless its bank refuses it at once. */
function methodOf(sandbox: Sandbox, input: Fields, answers: Answers) {
  const owner = { email: answers.email, address: answers.address };
  const made = makeTypedCard(sandbox, input, sandbox.clock.now(), owner);
  if (isProblem(made)) return made;
  const read = readCard(input, sandbox.clock.now());
  const card = "card" in read ? resolveCard(read.card.number) : undefined;
  return card?.refusesAttach && card.decline ? { problem: card.decline.message, problems: {} } : made;
}

function finish(sandbox: Sandbox, session: CheckoutWire, answers: Answers, means: Means, again: Filled): Shown {
  const done = completeCheckout(sandbox, session, answers, means);
  return "problem" in done
    ? show(sandbox, loadCheckout(sandbox, session.id), again, done, answers.address)
    : { location: successUrl(done.session) };
}

/** Asks the bank about what is due today; nothing is created before it agrees. */
function charge(
  sandbox: Sandbox,
  session: CheckoutWire,
  answers: Answers,
  method: PaymentMethodWire,
  quote: CheckoutQuote,
  confirmed: boolean,
  again: Filled,
): Shown {
  const verdict = ask(sandbox, method, confirmed);
  if (verdict.kind === "action") {
    const request = requestOf(sandbox, session.id);
    putRequest(sandbox, session.id, {
      ...request,
      confirming: { method: method.id, answers, dueToday: quote.dueToday },
    });
    return { html: renderConfirmation(`/pages/checkout/${session.id}`, money(quote.dueToday, quote.currency)) };
  }
  if (verdict.kind === "declined" && quote.dueToday > 0) {
    return show(sandbox, session, again, { problem: verdict.decline.message }, answers.address);
  }
  return finish(sandbox, session, answers, { method: method.id, confirmed }, again);
}

function totalNow(quote: CheckoutQuote): string {
  return `The total is now ${money(quote.dueToday, quote.currency)}. Check it, then pay.`;
}

function pay(sandbox: Sandbox, session: CheckoutWire, input: Fields): Shown {
  const address = typedAddress(input);
  const quote = quoteCheckout(sandbox, session, address);
  const { answers, problems } = readAnswers(sandbox, session, input);
  if (Object.keys(problems).length > 0) {
    return show(sandbox, session, typedAgain(input, problems), { problem: "Check what is marked below." }, address);
  }
  const shown = typed(input, "shown") === String(quote.dueToday) && typed(input, "shown_total") === String(quote.total);
  if (!shown) {
    return show(sandbox, session, typedAgain(input, {}), { note: totalNow(quote) }, address);
  }
  const method = methodOf(sandbox, input, answers);
  if (isProblem(method)) return show(sandbox, session, typedAgain(input, method.problems), method, address);
  return charge(sandbox, session, answers, method, quote, false, typedAgain(input, {}));
}

function answerBank(sandbox: Sandbox, session: CheckoutWire, agreed: boolean): Shown {
  const request = requestOf(sandbox, session.id);
  const { confirming } = request;
  if (!confirming) return show(sandbox, session, EMPTY);
  putRequest(sandbox, session.id, { ...request, confirming: null });
  const { answers, method } = confirming;
  if (!agreed) {
    const problem = "Your bank did not confirm the payment. Nothing was charged. Try again, or use another card.";
    return show(sandbox, session, EMPTY, { problem }, answers.address);
  }
  const quote = quoteCheckout(sandbox, session, answers.address);
  // Another tab changed the order in between: the buyer confirmed another sum.
  if (quote.dueToday !== confirming.dueToday) {
    return show(sandbox, session, EMPTY, { note: totalNow(quote) }, answers.address);
  }
  return charge(sandbox, session, answers, load(sandbox, "payment_method", method), quote, true, EMPTY);
}

function act(sandbox: Sandbox, { path, input }: Call): Shown {
  const found = loadCheckout(sandbox, path.id ?? "");
  const over = closed(sandbox, found);
  if (over) return over;
  const action = typed(input, "action");
  if (action === "confirm" || action === "refuse") return answerBank(sandbox, found, action === "confirm");
  const session = adjust(sandbox, found, input);
  return action === "pay"
    ? pay(sandbox, session, input)
    : show(sandbox, session, typedAgain(input, {}), {}, typedAddress(input));
}

export const CHECKOUT_PAGES: Page[] = [
  { method: "GET", path: "/pages/checkout/:id", handle: open },
  { method: "POST", path: "/pages/checkout/:id", handle: act },
];
