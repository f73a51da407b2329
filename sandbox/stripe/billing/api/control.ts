import { invalid } from "../../http/errors";
import { readOneOf, readText, requireText } from "../../http/fields";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { intentOf } from "../invoices/pay";
import { answerDispute, closeDispute, openDispute } from "../money/disputes";
import { load } from "../objects/stored";
import { changeSettings, settingsOf, settingsView } from "../settings";

/** Takes the charge of `charge` or of `invoice` back, as its bank would. */
function dispute(sandbox: Sandbox, call: Call): Fields {
  const invoice = readText(call.input, "invoice");
  const paid = invoice ? intentOf(sandbox, load(sandbox, "invoice", invoice, "invoice")).latest_charge : null;
  const charge = load(sandbox, "charge", paid ?? requireText(call.input, "charge"), "charge");
  return openDispute(sandbox, charge, readText(call.input, "reason") ?? "general");
}

function closing(sandbox: Sandbox, call: Call): Fields {
  const known = load(sandbox, "dispute", call.path.id ?? "");
  if (known.status === "won" || known.status === "lost")
    throw invalid(`This dispute is already ${known.status}.`, "dispute");
  const status = readOneOf(call.input, "status", ["won", "lost", "under_review"]);
  if (!status) throw invalid("Missing required param: status.", "status", "parameter_missing");
  return status === "under_review" ? answerDispute(sandbox, known) : closeDispute(sandbox, known, status);
}

/** What Stripe's dashboard and the customers' banks do: no part of its API. */
export const BILLING_CONTROL: Route[] = [
  { method: "GET", path: "/_control/settings", handle: (sandbox) => settingsView(settingsOf(sandbox)) },
  {
    method: "POST",
    path: "/_control/settings",
    handle: (sandbox, call) => settingsView(changeSettings(sandbox, call.input)),
  },
  { method: "POST", path: "/_control/disputes", handle: dispute },
  { method: "POST", path: "/_control/disputes/:id/close", handle: closing },
];
