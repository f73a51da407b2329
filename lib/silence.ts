import "server-only";
import { Client } from "pg";

const TICK_MS = 250;
/** Longer than a query usually takes; only from then on the database is asked. */
const USUAL_MS = 500;
/** 1.5 s. Counted in ticks, which come late when this process itself is busy: its own stalls are no silence. */
const SILENT_TICKS = 6;

/** When a connection that never came is closed; longer than a silence, which must not look like a refusal. */
const GIVEN_UP_MS = 5_000;

/** Every query fails with it while the database does not answer. The code is PostgreSQL's `cannot_connect_now`. */
export class DatabaseSilent extends Error {
  override readonly name = "DatabaseSilent";
  readonly code = "57P03";

  constructor() {
    super("The database does not answer.");
  }
}

export type SilenceSettings = {
  connectionString: string;
  /** How long the one who waits longest has waited, in milliseconds; null while nobody waits. */
  longestWait: () => number | null;
  /** Called when a silence begins, and when it ends. */
  changed: (silent: boolean) => void;
};

/**
 * Notices a database that keeps its connections and answers nothing, such as a stopped process or a lost network
 * (E9): while anybody waits it asks on a connection of its own, and calls the database silent after 1.5 s without an
 * answer. A slow query is no silence, because the question is answered beside it.
 */
export class SilenceWatch {
  #silent = false;
  #ticking: NodeJS.Timeout | null = null;
  #probe: Client | null = null;
  #unanswered: number | null = null;

  constructor(private readonly settings: SilenceSettings) {}

  get isSilent(): boolean {
    return this.#silent;
  }

  /** Watches until nobody waits. */
  attend(): void {
    this.#ticking ??= setInterval(() => this.#tick(), TICK_MS).unref();
  }

  stop(): void {
    if (this.#ticking) clearInterval(this.#ticking);
    this.#ticking = null;
    this.#drop();
  }

  #tick(): void {
    const waited = this.settings.longestWait();
    if (!this.#silent && waited === null) {
      this.stop();
      return;
    }
    if (!this.#silent && this.#probe === null && (waited ?? 0) < USUAL_MS) return;

    if (this.#unanswered === null) {
      this.#unanswered = 0;
      void this.#ask();
      return;
    }

    this.#unanswered += 1;
    if (this.#unanswered < SILENT_TICKS) return;
    this.#drop();
    this.#become(true);
  }

  async #ask(): Promise<void> {
    const known = this.#probe;
    const probe = known ?? this.#open();
    this.#probe = probe;
    try {
      if (!known) await probe.connect();
      await probe.query("SELECT 1");
      if (this.#probe !== probe) return;
      this.#unanswered = null;
      this.#become(false);
    } catch {
      // A refusal is an answer: the queries of all who wait fail with it by themselves.
      if (this.#probe === probe) this.#drop();
    }
  }

  #open(): Client {
    const { connectionString } = this.settings;
    const probe = new Client({
      connectionString,
      connectionTimeoutMillis: GIVEN_UP_MS,
      application_name: "packhouse-watch",
    });
    probe.on("error", () => undefined);
    return probe;
  }

  #drop(): void {
    const probe = this.#probe;
    this.#probe = null;
    this.#unanswered = null;
    probe?.end().catch(() => undefined);
  }

  #become(silent: boolean): void {
    if (this.#silent === silent) return;
    this.#silent = silent;
    this.settings.changed(silent);
  }
}
