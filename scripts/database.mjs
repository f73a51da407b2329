import { existsSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { readJson, writeJson } from "./home.mjs";
import { freePort, isPortFree } from "./ports.mjs";
import { startPostgres, stopLeftover } from "./postgres.mjs";
import { dataFolder, serverOwner } from "./postgres-binaries.mjs";
import { say, seconds } from "./progress.mjs";
import { pauseAfter } from "./supervisor.mjs";

/** @typedef {import("./home.mjs").Home} Home */

/**
 * Removes the database of this home, running or not.
 * @param {Home} home
 */
export async function removeDatabase(home) {
  const folder = dataFolder(home.folder, serverOwner());
  await stopLeftover(folder);
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Starts this home's PostgreSQL and keeps it running, on the port of its last start where that is still free.
 * @param {Home} home
 */
export async function keepDatabase(home) {
  const folder = dataFolder(home.folder, serverOwner());
  // A cluster outside a home that was deleted by hand: its password is lost, and its data belongs to nobody.
  if (!existsSync(home.file("secrets.json"))) await removeDatabase(home);
  await stopLeftover(folder);
  const { databasePassword: password } = home.secrets(["databasePassword"]);
  /** @type {{ port: number } | undefined} */
  const last = readJson(home.file("database.json"));
  const port = last && (await isPortFree(last.port)) ? last.port : await freePort();
  writeJson(home.file("database.json"), { port, folder });
  const options = { folder, port, password, logFile: home.logFile("postgres") };
  const stopping = new AbortController();
  let server = await startPostgres(options);
  let restart = Promise.resolve();
  watch();

  function watch() {
    if (server.guard.pid !== undefined) home.remember("database", server.guard.pid);
    server.guard.once("exit", () => {
      if (!stopping.signal.aborted) restart = startAgain();
    });
  }

  async function startAgain() {
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      const pause = pauseAfter(failures);
      say(`The database ended; starting it again in ${seconds(pause)}. Its log: ${options.logFile}`);
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      try {
        server = await startPostgres(options);
        watch();
        return;
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }
  }

  return {
    url: server.url("postgres"),
    stop: async () => {
      stopping.abort();
      await restart;
      await server.stop();
    },
  };
}
