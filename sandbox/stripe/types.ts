/**
 * The contract between the parts of the sandbox. Everything is synchronous and in memory, so each request and each piece
 * of due work is one step that nothing comes between; the store writes a journal, so that the state survives a restart.
 */

export type Fields = Record<string, unknown>;
/** An object as it goes over the wire: Stripe's snake_case fields, instants in Unix seconds, money in minor units. */
export type Wire = Fields & { id: string; object: string };

/** `all` is newest first, as Stripe lists. What is read is frozen: to change an object, `put` a changed copy. */
export interface Store {
  get(object: string, id: string): Wire | undefined;
  /** Of whatever kind, by its id alone. */
  find(id: string): Wire | undefined;
  /** Inserts or replaces a copy; in the journal before the request is answered. */
  put(wire: Wire): void;
  remove(object: string, id: string): void;
  all(object: string): readonly Wire[];
  /** `prefix_` and 24 characters; deterministic after `seed`. */
  id(prefix: string): string;
  /** Next of a counter that survives restarts, e.g. invoice numbers of a customer. */
  next(counter: string): number;
}

export interface Clock {
  /** Unix seconds. */
  now(): number;
  /** Seconds that the clock is ahead of the machine's. */
  offset(): number;
}

/**
 * Work that the clock makes due: renewals, trial ends, retries, expiries. Advancing runs it in order of `at`, with the
 * clock standing at `at`.
 */
export type Due = { at: number; run: () => void };
export type DueSource = (sandbox: Sandbox) => readonly Due[];

export interface Sandbox {
  readonly store: Store;
  readonly clock: Clock;
  /** Where the sandbox is reached, without a slash at the end: for hosted pages and PDFs. */
  readonly url: string;
  /** Makes the event (with `data.previous_attributes`), stores it, and queues its deliveries. Object is copied as it is now. */
  emit(type: string, object: Wire, previous?: Fields): void;
}

/** One API call: `path` parameters, decoded `input` (form body or query), and the caller's version. */
export type Call = {
  path: Readonly<Record<string, string>>;
  input: Fields;
  version: string;
};

/**
 * The answer is the wire object or `pageOf` a list; `expand[]`, removal of fields that need it, and idempotency are done
 * around it. A thrown card error keeps what was put and emitted before it; any other error undoes it.
 */
export type Route = {
  method: "GET" | "POST" | "DELETE";
  /** As Stripe writes it: `/v1/subscriptions/:id`. */
  path: string;
  handle: (sandbox: Sandbox, call: Call) => Fields;
  /** Names of the parameters it knows, without those of lists and `expand`; another one is refused. None given: all. */
  accepts?: readonly string[];
};

/** A page that a browser opens: HTML out, form posts in; a redirect by `location`. */
export type Page = {
  method: "GET" | "POST";
  path: string;
  handle: (sandbox: Sandbox, call: Call) => { html: string } | { location: string } | { pdf: Promise<Buffer> };
};
