import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` header: machine time, because receivers compare it with theirs. Of several secrets, separated by
 * commas, each signs once, as while a secret is rotated.
 */
export function sign(body: string, secrets: string, timestamp = Math.floor(Date.now() / 1000)): string {
  const signatures = secrets.split(",").map((secret) => {
    return `v1=${createHmac("sha256", secret.trim()).update(`${timestamp}.${body}`).digest("hex")}`;
  });
  return [`t=${timestamp}`, ...signatures].join(",");
}
