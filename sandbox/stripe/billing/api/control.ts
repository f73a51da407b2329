import { readText, requireText } from "../../http/fields";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { intentOf } from "../invoices/pay";
import { openDispute } from "../money/disputes";
import { load } from "../objects/stored";
import { changeSettings } from "../settings";

/** Takes the charge of `charge` or of `invoice` back, as its bank would. */
function dispute(sandbox: Sandbox, call: Call): Fields {
  const invoice = readText(call.input, "invoice");
  const paid = invoice ? intentOf(sandbox, load(sandbox, "invoice", invoice, "invoice")).latest_charge : null;
  const charge = load(sandbox, "charge", paid ?? requireText(call.input, "charge"), "charge");
  return openDispute(sandbox, charge, readText(call.input, "reason") ?? "general");
}

/** What Stripe's dashboard and the customers' banks do: no part of its API. */
export const BILLING_CONTROL: Route[] = [
  {
    method: "POST",
    path: "/_control/settings",
    handle: (sandbox, call) => changeSettings(sandbox, call.input),
  },
  { method: "POST", path: "/_control/disputes", handle: dispute },
];
