type Meaning = {
  /** It was paid for once, or a trial of it began. */
  begun: boolean;
  /** It stands at the provider: nothing is sold beside it. */
  running: boolean;
  /** What it sold is owed to the customer; how much of it, the commercial state says. */
  serving: boolean;
  /** The next period comes by itself. */
  renewing: boolean;
  /** An invoice of it was not paid. */
  owing: boolean;
};

const NOTHING: Meaning = { begun: false, running: false, serving: false, renewing: false, owing: false };
const RUNNING: Meaning = { ...NOTHING, begun: true, running: true };
const GOOD: Meaning = { ...RUNNING, serving: true, renewing: true };

/** What each word of the provider's for the status of a subscription means; nobody else compares these words in lists. */
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

/** A new word of the provider's counts as the last one that was understood; where none was, it stays what it is. */
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
