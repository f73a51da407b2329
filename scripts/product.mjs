import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "./bundle.mjs";
import { keepDatabase, removeDatabase } from "./database.mjs";
import { openHome, readJson, writeJson } from "./home.mjs";
import { requirePorts } from "./ports.mjs";
import { tail } from "./postgres.mjs";
import { runProgram } from "./processes.mjs";
import { Stop, step } from "./progress.mjs";
import { supervise } from "./supervisor.mjs";

const READY_LIMIT_MS = 90_000;
const HOPELESS_AFTER = 4;

/** @typedef {import("./home.mjs").Home} Home */
/** @typedef {import("./supervisor.mjs").Supervised} Supervised */
/** @typedef {{ dashboard: number, registry: number, sandbox: number }} Ports */

/** Payments go to the sandbox, unless the demo's owner names a Stripe account or another server. */
const usesSandbox = () => !process.env.STRIPE_SECRET_KEY && !process.env.STRIPE_API_BASE;

/**
 * @param {Home} home
 * @param {Ports} ports
 */
function payments(home, ports) {
  const { stripeKey, webhookSecret } = home.secrets(["stripeKey", "webhookSecret"]);
  return {
    SANDBOX_PORT: String(ports.sandbox),
    STRIPE_API_BASE: `http://localhost:${ports.sandbox}`,
    STRIPE_SECRET_KEY: `sk_test_${stripeKey}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${webhookSecret}`,
  };
}

/**
 * @param {Home} home
 * @param {Ports} ports
 * @param {string} databaseUrl
 */
function settings(home, ports, databaseUrl) {
  const dashboardUrl = process.env.DASHBOARD_URL ?? `http://localhost:${ports.dashboard}`;
  const { authSecret, secretsKey } = home.secrets(["authSecret", "secretsKey"]);
  return {
    NODE_ENV: /** @type {const} */ ("production"),
    PACKHOUSE_DEMO: "1",
    PACKHOUSE_HOME: home.folder,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: process.env.AUTH_SECRET ?? authSecret,
    SECRETS_KEY: process.env.SECRETS_KEY ?? secretsKey,
    DASHBOARD_URL: dashboardUrl,
    NEXTAUTH_URL: dashboardUrl,
    NEXT_TELEMETRY_DISABLED: "1",
    REGISTRY_URL: process.env.REGISTRY_URL ?? `http://localhost:${ports.registry}`,
    PORT: String(ports.dashboard),
    REGISTRY_PORT: String(ports.registry),
    // The demo lets anyone sign in as anyone, so only this machine can reach it unless its owner says otherwise.
    DASHBOARD_HOST: process.env.DASHBOARD_HOST ?? "127.0.0.1",
    REGISTRY_HOST: process.env.REGISTRY_HOST ?? "127.0.0.1",
    ...(usesSandbox() ? payments(home, ports) : {}),
  };
}

/** @typedef {ReturnType<typeof settings>} Settings */

/**
 * Fills each database once: after that it belongs to its users. New addresses are only written to the demo's file.
 * @param {Home} home
 * @param {Settings} env
 */
async function seed(home, env) {
  const database = process.env.DATABASE_URL ? env.DATABASE_URL : "embedded";
  const addresses = { dashboardUrl: env.DASHBOARD_URL, registryUrl: env.REGISTRY_URL };
  const key = { database, ...addresses, stripe: env.STRIPE_API_BASE ?? "" };
  /** @type {typeof key | undefined} */
  const filled = readJson(home.file("seeded.json"));
  if (JSON.stringify(filled) === JSON.stringify(key)) return;
  const again = filled?.database === database;
  await step(again ? "Writing down the addresses" : "Filling the demo", () =>
    runProgram(process.execPath, [path.join(ROOT, "dist/seed.mjs"), ...(again ? ["--addresses"] : [])], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      quiet: true,
      what: "The demo's seed",
    }),
  );
  writeJson(home.file("seeded.json"), key);
}

/**
 * @param {Supervised} child
 * @param {string} url
 * @param {AbortSignal} signal
 */
async function untilHealthy(child, url, signal) {
  const end = Date.now() + READY_LIMIT_MS;
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) return;
    if (signal.aborted) throw new Stop("Stopped before everything was ready.");
    if (child.failures() >= HOPELESS_AFTER || Date.now() > end) {
      throw new Stop(
        `The ${child.name} does not come up. Its log, ${child.logFile}, ends with:\n${tail(child.logFile)}`,
      );
    }
    await wait(100);
  }
}

/**
 * Starts the database, the Stripe sandbox, the dashboard, the registry and the worker for one home, and returns when
 * all answer.
 * @param {object} options
 * @param {string} options.home
 * @param {Ports} options.ports
 * @param {boolean} [options.fresh] start over
 * @param {AbortSignal} options.signal ends a start that is under way
 * @param {() => Promise<void>} options.prepare what must be there before: called once the home and the ports are ours
 */
export async function startProduct({ home: place, ports, fresh = false, signal, prepare }) {
  const home = await openHome(place);
  /** @type {(() => Promise<void>)[]} */
  const undo = [async () => home.close()];
  const stop = async () => {
    for (let last = undo.pop(); last; last = undo.pop()) await last();
  };
  try {
    await requirePorts([
      { name: "dashboard", variable: "PORT", port: ports.dashboard },
      { name: "registry", variable: "REGISTRY_PORT", port: ports.registry },
      ...(usesSandbox() ? [{ name: "Stripe sandbox", variable: "SANDBOX_PORT", port: ports.sandbox }] : []),
    ]);
    await prepare();
    signal.throwIfAborted();
    if (fresh) {
      await removeDatabase(home);
      home.empty();
    }
    const env = settings(home, ports, await openDatabase());
    writeJson(home.file("environment.json"), env);
    if (usesSandbox()) await step("Starting the Stripe sandbox", () => startSandbox(env));
    signal.throwIfAborted();
    const { deployMigrations } = await import(path.join(ROOT, "dist/migrate.mjs"));
    await step("Applying migrations", () => deployMigrations(env.DATABASE_URL));
    signal.throwIfAborted();
    await seed(home, env);
    signal.throwIfAborted();
    await step("Starting the dashboard, the registry and the worker", () => startProcesses(env));
    const discard = async () => {
      await stop();
      await removeDatabase(home);
      rmSync(home.folder, { recursive: true, force: true });
    };
    const addresses = {
      dashboardUrl: env.DASHBOARD_URL,
      registryUrl: env.REGISTRY_URL,
      sandboxUrl: env.STRIPE_API_BASE,
    };
    return { ...addresses, home: home.folder, stop, discard };
  } catch (error) {
    await stop();
    throw signal.aborted ? new Stop("Stopped before everything was ready.") : error;
  }

  async function openDatabase() {
    if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
    const database = await step("Starting the database", () => keepDatabase(home));
    undo.push(() => database.stop());
    return database.url;
  }

  /** @param {Settings} env @param {string} name @param {string} script */
  function run(env, name, script) {
    return supervise({
      name,
      args: [path.join(ROOT, script)],
      env: { ...process.env, ...env },
      logFile: home.logFile(name),
      onStart: (pid) => home.remember(name, pid),
    });
  }

  /**
   * Starts first, because others ask it for prices and the time.
   * @param {Settings} env
   */
  async function startSandbox(env) {
    const sandbox = run(env, "sandbox", "dist/sandbox.mjs");
    undo.push(() => sandbox.stop());
    await untilHealthy(sandbox, `http://127.0.0.1:${ports.sandbox}/_control/clock`, signal);
  }

  /** @param {Settings} env */
  async function startProcesses(env) {
    const dashboard = run(env, "dashboard", "scripts/start-dashboard.mjs");
    const registry = run(env, "registry", "dist/registry.mjs");
    const worker = run(env, "worker", "dist/worker.mjs");
    undo.push(async () => {
      await Promise.all([dashboard, registry, worker].map((child) => child.stop()));
    });
    await Promise.all([
      untilHealthy(dashboard, `http://127.0.0.1:${ports.dashboard}/api/health`, signal),
      untilHealthy(registry, `http://127.0.0.1:${ports.registry}/-/ping`, signal),
    ]);
  }
}
