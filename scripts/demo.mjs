import { buildProduct } from "./build-product.mjs";
import { install } from "./install.mjs";
import { portFromEnvironment } from "./ports.mjs";
import { stopPrograms } from "./processes.mjs";
import { startProduct } from "./product.mjs";
import { run, Stop, say } from "./progress.mjs";

const USAGE = "Use: npm run demo · npm run demo -- --fresh (start over with an empty database)";
const PARENT_CHECK_MS = 1_000;
const interrupt = new AbortController();

function interruptOnSignals() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => interrupt.abort());
  }
  // When npm is killed, its shell dies silently and leaves this process without a parent.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => {
      if (process.ppid !== parent) interrupt.abort();
    }, PARENT_CHECK_MS).unref();
  }
  interrupt.signal.addEventListener("abort", stopPrograms);
  // The reader of the output may be gone before the last line.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

run(async () => {
  const unknown = process.argv.slice(2).find((argument) => argument !== "--fresh");
  if (unknown !== undefined) throw new Stop(`"${unknown}" is not an option of the demo. ${USAGE}`);
  interruptOnSignals();
  const product = await startProduct({
    home: process.env.PACKHOUSE_HOME || ".packhouse",
    ports: {
      dashboard: portFromEnvironment("PORT", 3000),
      registry: portFromEnvironment("REGISTRY_PORT", 4873),
      sandbox: portFromEnvironment("SANDBOX_PORT", 4242),
    },
    fresh: process.argv.includes("--fresh"),
    signal: interrupt.signal,
    prepare: async () => {
      await install();
      interrupt.signal.throwIfAborted();
      await buildProduct({ quiet: true });
    },
  });
  console.log(`Ready: dashboard ${product.dashboardUrl} · registry ${product.registryUrl}`);
  await new Promise((resolve) => {
    if (interrupt.signal.aborted) resolve(undefined);
    interrupt.signal.addEventListener("abort", resolve);
    // Keeps this process alive while only its children work.
    setInterval(() => {}, 2 ** 30);
  });
  say("Stopping …");
  await product.stop();
  say("Stopped.");
  process.exit(0);
});
