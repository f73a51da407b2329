import { invalid } from "../http/errors";
import { fieldsOf, isFields, readOneOf } from "../http/fields";
import type { Fields, Sandbox } from "../types";

const FINAL = ["cancel", "unpaid", "past_due"] as const;

/** What a real account sets in Stripe's dashboard. */
export type Settings = {
  /** What becomes of a subscription whose last retry failed. */
  final: (typeof FINAL)[number];
  /** Percent by country: the tax that `automatic_tax` adds. None is registered at first. */
  tax: Readonly<Record<string, number>>;
};

const KIND = "sandbox_settings";

export function settingsOf(sandbox: Sandbox): Settings {
  const stored = fieldsOf(sandbox.store.get(KIND, KIND));
  return { final: readOneOf(stored, "final", FINAL) ?? "past_due", tax: percentages(fieldsOf(stored.tax)) };
}

/** Changes what the input names: `final`, `tax[COUNTRY]`. */
export function changeSettings(sandbox: Sandbox, input: Fields): Settings {
  const before = settingsOf(sandbox);
  const final = readOneOf(input, "final", FINAL) ?? before.final;
  const tax = isFields(input.tax) ? percentages(input.tax) : before.tax;
  sandbox.store.put({ id: KIND, object: KIND, final, tax: { ...tax } });
  return settingsOf(sandbox);
}

function percentages(fields: Fields): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields).map(([country, value]) => {
      const percent = Number(value);
      if (!(percent >= 0 && percent <= 100)) throw invalid(`Invalid rate: ${String(value)}`, `tax[${country}]`);
      return [country, percent];
    }),
  );
}
