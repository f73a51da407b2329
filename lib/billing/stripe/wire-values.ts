/** The id of what Stripe sends as an id or, when expanded, as the object. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : value.id;
}

/** An instant of Stripe: whole seconds since 1970. */
export function instant(seconds: number): Date {
  return new Date(seconds * 1000);
}

export function instantOrNull(seconds: number | null | undefined): Date | null {
  return seconds === null || seconds === undefined ? null : instant(seconds);
}

/** Stripe's form of an instant; fractions of a second are cut off. */
export function toSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
