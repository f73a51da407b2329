/** The id of a field that Stripe sends as an id or, when expanded, as the object. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : value.id;
}

/** An instant from Stripe: whole seconds since 1970. */
export function instant(seconds: number): Date {
  return new Date(seconds * 1000);
}

export function instantOrNull(seconds: number | null | undefined): Date | null {
  return seconds === null || seconds === undefined ? null : instant(seconds);
}

/** An instant for Stripe; cuts off fractions of a second. */
export function toSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
