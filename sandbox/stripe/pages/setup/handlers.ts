import { StripeError } from "../../http/errors";
import { idOf } from "../../http/fields";
import type { Call, Page, Sandbox } from "../../types";
import { renderConfirmation, renderOver } from "../checkout/page";
import { typed } from "../html/read";
import { confirmSetupIntent, loadSetupIntent, refuseSetupIntent } from "./setup-intents";

function show(sandbox: Sandbox, { path }: Call): { html: string } {
  const intent = loadSetupIntent(sandbox, path.id ?? "");
  if (intent.status !== "requires_action") {
    return { html: renderOver("Nothing to confirm", `This set-up is ${String(intent.status)}.`, null) };
  }
  return { html: renderConfirmation(`/pages/setup_intents/${intent.id}`, "nothing today, and saving the card,") };
}

function act(sandbox: Sandbox, call: Call): { html: string } {
  const intent = loadSetupIntent(sandbox, call.path.id ?? "");
  const method = idOf(intent.payment_method);
  if (intent.status !== "requires_action" || method === undefined) return show(sandbox, call);
  try {
    if (typed(call.input, "action") === "confirm") confirmSetupIntent(sandbox, intent, method, true);
    else refuseSetupIntent(sandbox, intent);
  } catch (error) {
    if (!(error instanceof StripeError && error.type === "card_error")) throw error;
  }
  return show(sandbox, call);
}

export const SETUP_INTENT_PAGES: Page[] = [
  { method: "GET", path: "/pages/setup_intents/:id", handle: show },
  { method: "POST", path: "/pages/setup_intents/:id", handle: act },
];
