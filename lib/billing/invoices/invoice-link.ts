import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { nowMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { STRIPE_ID } from "@/lib/keyset";
import { DAY_MS } from "@/lib/time";

/** B10: how long the link in a mail opens the invoice. The link only reads, so repeated use is harmless. */
const VALID_MS = 30 * DAY_MS;

const claims = z.tuple([STRIPE_ID, z.uuid(), z.number().int()]);

/** Signs with a key for these links alone: the signature opens nothing else. */
function signatureOf(body: string): Buffer {
  return createHmac("sha256", env().AUTH_SECRET).update(`invoice-link.${body}`).digest();
}

/** The address that opens an invoice's document without a session, for 30 days of the product's time. */
export function signedInvoiceLink(invoiceId: string, accountId: string): string {
  const body = Buffer.from(JSON.stringify([invoiceId, accountId, nowMs() + VALID_MS])).toString("base64url");
  return `${env().DASHBOARD_URL}/invoices/${body}.${signatureOf(body).toString("base64url")}`;
}

/** Reads a link; null when it is not signed by us, was changed, or has expired. */
export function readInvoiceLink(token: string): { invoiceId: string; accountId: string } | null {
  const [body, signature, ...rest] = token.split(".");
  if (!body || !signature || rest.length > 0) return null;
  const [given, expected] = [Buffer.from(signature, "base64url"), signatureOf(body)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
  if (!parsed.success) return null;
  const [invoiceId, accountId, until] = parsed.data;
  return nowMs() < until ? { invoiceId, accountId } : null;
}
