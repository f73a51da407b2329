import { textOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import type { CustomerWire } from "../objects/wires";
import { settingsOf } from "../settings";

/** What automatic tax knows of a customer: nothing without a country. */
export type TaxRule = { percent: number; reason: string; rateId: string } | "requires_location_inputs";

export function taxRuleFor(sandbox: Sandbox, customer: Pick<CustomerWire, "address" | "tax_exempt">): TaxRule {
  const country = textOf(customer.address?.country);
  if (!country) return "requires_location_inputs";
  const percent = settingsOf(sandbox).tax[country];
  const rateId = `txr_${country.toLowerCase()}`;
  if (percent === undefined) return { percent: 0, reason: "not_collecting", rateId };
  if (customer.tax_exempt === "exempt") return { percent: 0, reason: "customer_exempt", rateId };
  if (customer.tax_exempt === "reverse") return { percent: 0, reason: "reverse_charge", rateId };
  return { percent, reason: "standard_rated", rateId };
}

/** Exclusive tax on one line, rounded to a minor unit by line. */
export function taxOn(amount: number, rule: Exclude<TaxRule, string>): Fields & { amount: number } {
  const exact = (Math.abs(amount) * rule.percent) / 100;
  return {
    amount: Math.sign(amount) * Math.round(exact) || 0,
    tax_behavior: "exclusive",
    tax_rate_details: { tax_rate: rule.rateId },
    taxability_reason: rule.reason,
    taxable_amount: rule.percent > 0 ? amount : 0,
    type: "tax_rate_details",
  };
}
