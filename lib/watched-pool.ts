import "server-only";
import { Client, Pool, type PoolClient, type PoolConfig } from "pg";
import { DatabaseSilent, SilenceWatch } from "@/lib/silence";

type Done = (release?: unknown) => void;
type Callback = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;
type Settings = PoolConfig & { connectionString: string };

/**
 * A pool in which nobody waits for ever (E9): when the database falls silent, all who wait fail with `DatabaseSilent`
 * within three seconds, as does every new query, until it answers again. No setting is needed for that to end.
 */
export class WatchedPool extends Pool {
  readonly #inUse = new Map<PoolClient, number>();
  readonly #waiting = new Map<(error: Error) => void, number>();
  readonly #watch: SilenceWatch;

  constructor(settings: Settings, changed: (silent: boolean) => void) {
    super(settings);
    this.#watch = new SilenceWatch({
      connectionString: settings.connectionString,
      longestWait: () => this.#longestWait(),
      changed: (silent) => {
        if (silent) this.#failAll();
        changed(silent);
      },
    });
    // Without a listener, an idle connection that the server closes would end the process; the next query opens another.
    this.on("error", () => undefined);
    this.on("acquire", (client) => this.#inUse.set(client, performance.now()));
    this.on("release", (_error, client) => this.#inUse.delete(client));
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<PoolClient> | undefined {
    if (callback) {
      this.#connect(callback);
      return undefined;
    }
    return new Promise((resolve, reject) => {
      this.#connect((error, client) => (client ? resolve(client) : reject(error)));
    });
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | undefined {
    this.#watch.stop();
    if (!callback) return super.end();
    super.end(callback);
    return undefined;
  }

  #connect(callback: Callback): void {
    if (this.#watch.isSilent) {
      callback(new DatabaseSilent(), undefined, () => undefined);
      return;
    }
    const fail = (error: Error) => {
      this.#waiting.delete(fail);
      callback(error, undefined, () => undefined);
    };
    this.#waiting.set(fail, performance.now());
    this.#watch.attend();
    super.connect((error, client, done) => {
      // Already failed: the connection came too late and goes back.
      if (!this.#waiting.delete(fail)) return done();
      callback(error, client, done);
    });
  }

  #longestWait(): number | null {
    const since = [...this.#inUse.values(), ...this.#waiting.values()];
    return since.length === 0 ? null : performance.now() - Math.min(...since);
  }

  #failAll(): void {
    const error = new DatabaseSilent();
    for (const fail of [...this.#waiting.keys()]) fail(error);
    // Ending a client that runs a query destroys its socket, and the query fails.
    for (const client of this.#inUse.keys()) if (client instanceof Client) client.end().catch(() => undefined);
  }
}
