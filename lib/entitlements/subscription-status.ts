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
  /** A payment for it is due, or on its way. */
  unsettled: boolean;
  /** It charges, or tries to: it is past its trial and not stopped. */
  charging: boolean;
  /** The provider never changes it again. */
  over: boolean;
};

const NOTHING: Meaning = {
  begun: false,
  running: false,
  serving: false,
  renewing: false,
  owing: false,
  unsettled: false,
  charging: false,
  over: false,
};
const RUNNING: Meaning = { ...NOTHING, begun: true, running: true };
const GOOD: Meaning = { ...RUNNING, serving: true, renewing: true };
const OWING = { owing: true, unsettled: true } as const;

/** The meaning of each subscription status of the provider; no other code compares lists of them. */
const MEANING = {
  active: { ...GOOD, charging: true },
  trialing: GOOD,
  past_due: { ...GOOD, ...OWING, charging: true },
  unpaid: { ...RUNNING, ...OWING, serving: true },
  paused: RUNNING,
  canceled: { ...NOTHING, begun: true, over: true },
  incomplete: { ...NOTHING, unsettled: true },
  incomplete_expired: { ...NOTHING, over: true },
} as const satisfies Record<string, Meaning>;

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(Object.entries(MEANING));

function wordsThat(holds: keyof Meaning): string[] {
  return [...MEANINGS].flatMap(([word, meaning]) => (meaning[holds] ? [word] : []));
}

function means(status: string, holds: keyof Meaning): boolean {
  return (MEANINGS.get(status) ?? NOTHING)[holds];
}

/** For the database's filters. */
export const SERVING_STATUSES: readonly string[] = wordsThat("serving");
export const OWING_STATUSES: readonly string[] = wordsThat("owing");
export const UNSETTLED_STATUSES: readonly string[] = wordsThat("unsettled");

export function isKnownStatus(status: string): boolean {
  return MEANINGS.has(status);
}

/** Replaces an unknown status of the provider with the last known one, if there is one. */
export function understoodStatus(row: { status: string; lastKnownStatus: string | null }): string {
  return isKnownStatus(row.status) ? row.status : (row.lastKnownStatus ?? row.status);
}

export function hasBegun(status: string): boolean {
  return means(status, "begun");
}

export function isRunning(status: string): boolean {
  return means(status, "running");
}

export function isServing(status: string): boolean {
  return means(status, "serving");
}

export function isRenewing(status: string): boolean {
  return means(status, "renewing");
}

export function isOwing(status: string): boolean {
  return means(status, "owing");
}

export function isCharging(status: string): boolean {
  return means(status, "charging");
}

export function isOver(status: string): boolean {
  return means(status, "over");
}
