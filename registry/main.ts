import { closeKeys } from "@/lib/access/authenticate-key";
import { disconnect } from "@/lib/db";
import { followClock } from "@/lib/demo/follow-clock";
import { env } from "@/lib/env";
import { log } from "@/lib/logger";
import { buildRegistry } from "@/registry/app";

const { REGISTRY_HOST, REGISTRY_PORT } = env();
const stopClock = await followClock();
const app = buildRegistry();

/** Finishes running requests; then nothing keeps the process alive. */
async function stop(): Promise<void> {
  await app.close();
  stopClock();
  await closeKeys();
  await disconnect();
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    stop().catch((error: unknown) => {
      log().error({ err: error }, "the registry did not stop cleanly");
      process.exitCode = 1;
    });
  });
}

const address = await app.listen({ host: REGISTRY_HOST, port: REGISTRY_PORT });
log().info({ address }, "registry is listening");
