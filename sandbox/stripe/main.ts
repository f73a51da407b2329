import path from "node:path";
import { startSandbox } from "./server";

const { NODE_ENV, PACKHOUSE_DEMO, PACKHOUSE_HOME, SANDBOX_PORT } = process.env;
const { PORT, DASHBOARD_URL, STRIPE_API_BASE, STRIPE_WEBHOOK_SECRET } = process.env;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (NODE_ENV === "production" && PACKHOUSE_DEMO !== "1") {
  throw new Error("The Stripe sandbox is for development: it does not start in production without PACKHOUSE_DEMO=1.");
}

const secret = STRIPE_WEBHOOK_SECRET?.split(",")[0]?.trim();
// On this machine, whatever proxy stands before the address that people use.
const dashboard = PORT ? `http://127.0.0.1:${PORT}` : DASHBOARD_URL;
const running = await startSandbox({
  port: Number(SANDBOX_PORT || 4242),
  journal: path.resolve(PACKHOUSE_HOME || ".packhouse", "sandbox", "journal.ndjson"),
  report: (error) => say(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  // The product fetches documents only from the server that it speaks to.
  ...(STRIPE_API_BASE ? { publicUrl: STRIPE_API_BASE } : {}),
  ...(dashboard && secret ? { dashboardWebhook: { url: `${dashboard}/api/stripe/webhook`, secret } } : {}),
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    running.stop().catch((error: unknown) => {
      say(`The sandbox did not stop cleanly: ${String(error)}`);
      process.exitCode = 1;
    });
  });
}

say(`The Stripe sandbox listens on ${running.url}`);
