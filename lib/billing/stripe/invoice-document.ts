import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const TIMEOUT_MS = 20_000;
const REDIRECTS = 3;

/** Streams Stripe's PDF of an invoice. Errors: UPSTREAM, also when the address is not Stripe's. */
export async function fetchInvoicePdf(pdfUrl: string): Promise<ReadableStream<Uint8Array>> {
  let url = pdfUrl;
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    if (!isProviders(url, env().STRIPE_API_BASE)) break;
    const response = await ask(url);
    const next = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && next !== null) {
      await response.body?.cancel();
      url = new URL(next, url).href;
      continue;
    }
    const isPdf = response.headers.get("content-type")?.startsWith("application/pdf") ?? false;
    if (response.ok && isPdf && response.body) return response.body;
    await response.body?.cancel();
    break;
  }
  throw new AppError("UPSTREAM", { provider: "Stripe" });
}

/** Accepts Stripe's own hosts over TLS, or the configured server: a stored address must not lead elsewhere. */
export function isProviders(url: string, base: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin, username } = new URL(url);
  if (username !== "") return false;
  if (base !== "") return origin === new URL(base).origin;
  return protocol === "https:" && (hostname === "stripe.com" || hostname.endsWith(".stripe.com"));
}

async function ask(url: string): Promise<Response> {
  try {
    return await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new AppError("UPSTREAM", { provider: "Stripe" });
  }
}
