import { invalid } from "../http/errors";
import { arrayOf, fieldsOf, isFields, readOneOf } from "../http/fields";
import type { Fields, Sandbox } from "../types";

const FINAL = ["cancel", "unpaid", "past_due", "pause"] as const;
export type Final = (typeof FINAL)[number];

/** What a real account sets in Stripe's dashboard. */
export type Settings = {
  /** What becomes of a subscription whose last retry failed. */
  final: Final;
  /** Days after the first attempt: with it 8 tries in 2 weeks. */
  retryDays: readonly number[];
  /** Percent by country: the tax that `automatic_tax` adds. None is registered at first. */
  tax: Readonly<Record<string, number>>;
};

const KIND = "sandbox_settings";
const DEFAULTS: Settings = { final: "past_due", retryDays: [1, 3, 5, 7, 9, 11, 14], tax: {} };

export function settingsOf(sandbox: Sandbox): Settings {
  const stored = sandbox.store.get(KIND, KIND);
  if (!stored) return DEFAULTS;
  const retryDays = arrayOf(stored.retry_days).filter((day) => typeof day === "number");
  return {
    final: readOneOf(stored, "final", FINAL) ?? DEFAULTS.final,
    retryDays: stored.retry_days === undefined ? DEFAULTS.retryDays : retryDays,
    tax: stored.tax === undefined ? DEFAULTS.tax : percentages(fieldsOf(stored.tax)),
  };
}

/** Changes what the input names: `final`, `retry_days[]`, `tax[COUNTRY]`. */
export function changeSettings(sandbox: Sandbox, input: Fields): Settings {
  const before = settingsOf(sandbox);
  const days = input.retry_days === undefined ? before.retryDays : arrayOf(input.retry_days).map(readDay);
  const tax = isFields(input.tax) ? percentages(input.tax) : before.tax;
  const final = readOneOf(input, "final", FINAL) ?? before.final;
  const retry_days = [...days].sort((a, b) => a - b);
  sandbox.store.put({ id: KIND, object: KIND, final, retry_days, tax: { ...tax } });
  return settingsOf(sandbox);
}

export function settingsView(settings: Settings): Fields {
  const { final, retryDays, tax } = settings;
  return { final, retry_days: retryDays, tax };
}

function readDay(value: unknown): number {
  const day = Number(value);
  if (!(day > 0 && day <= 60)) throw invalid(`Invalid day: ${String(value)}`, "retry_days");
  return day;
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
