type Meaning = {
  /** It was paid once, or its trial began. */
  begun: boolean;
  /** It exists at the provider: nothing else is sold beside it. */
  running: boolean;
  /** The customer is owed what it sold; the commercial state says how much. */
  serving: boolean;
  /** The next period starts by itself. */
  renewing: boolean;
  /** One of its invoices is unpaid. */
  owing: boolean;
};

const NOTHING: Meaning = { begun: false, running: false, serving: false, renewing: false, owing: false };
const RUNNING: Meaning = { ...NOTHING, begun: true, running: true };
const GOOD: Meaning = { ...RUNNING, serving: true, renewing: true };

/** The meaning of each subscription status of the provider; no other code compares lists of them. */
const MEANING = {
  active: GOOD,
  trialing: GOOD,
  past_due: { ...GOOD, owing: true },
  unpaid: { ...RUNNING, serving: true, owing: true },
  paused: RUNNING,
  canceled: { ...NOTHING, begun: true },
  incomplete: NOTHING,
  incomplete_expired: NOTHING,
} as const satisfies Record<string, Meaning>;

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(Object.entries(MEANING));

function wordsThat(holds: keyof Meaning): string[] {
  return [...MEANINGS].flatMap(([word, meaning]) => (meaning[holds] ? [word] : []));
}

/** For the database's filters. */
export const SERVING_STATUSES: readonly string[] = wordsThat("serving");
export const OWING_STATUSES: readonly string[] = wordsThat("owing");

export function isKnownStatus(status: string): boolean {
  return MEANINGS.has(status);
}

/** Replaces an unknown status of the provider with the last known one, if there is one. */
export function understoodStatus(row: { status: string; lastKnownStatus: string | null }): string {
  return isKnownStatus(row.status) ? row.status : (row.lastKnownStatus ?? row.status);
}

export function hasBegun(status: string): boolean {
  return (MEANINGS.get(status) ?? NOTHING).begun;
}

export function isRunning(status: string): boolean {
  return (MEANINGS.get(status) ?? NOTHING).running;
}

export function isServing(status: string): boolean {
  return (MEANINGS.get(status) ?? NOTHING).serving;
}

export function isRenewing(status: string): boolean {
  return (MEANINGS.get(status) ?? NOTHING).renewing;
}

export function isOwing(status: string): boolean {
  return (MEANINGS.get(status) ?? NOTHING).owing;
}
