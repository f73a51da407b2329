import Stripe from "stripe";
import { type RunningSandbox, type SandboxOptions, startSandbox } from "../server";

/** The unmodified SDK, speaking to a running sandbox. */
export function clientOf(running: RunningSandbox, options: { retries?: number; timeoutMs?: number } = {}): Stripe {
  return new Stripe("sk_test_sandbox", {
    host: "127.0.0.1",
    port: running.port,
    protocol: "http",
    maxNetworkRetries: options.retries ?? 0,
    timeout: options.timeoutMs ?? 10_000,
    telemetry: false,
  });
}

/** A call of the control API; its answer as it came. */
export async function control(running: RunningSandbox, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${running.url}/_control${path}`, {
    method,
    ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text);
}

/** Defects of the sandbox fail the test that meets them. */
export function start(options: SandboxOptions = {}): Promise<RunningSandbox> {
  return startSandbox({
    report: (error) => {
      throw error;
    },
    ...options,
  });
}
