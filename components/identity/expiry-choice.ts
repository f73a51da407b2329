const NONE = "none";

/** The options of an expiry, for a `Select`. */
export function expiryOptions(choices: readonly (number | null)[]): { value: string; label: string }[] {
  return choices.map((days) =>
    days === null
      ? { value: NONE, label: "No expiry" }
      : { value: String(days), label: days === 365 ? "1 year" : `${days} days` },
  );
}

export function toDays(value: string): number | null {
  return value === NONE ? null : Number(value);
}
