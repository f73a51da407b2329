import { createHmac } from "node:crypto";

/** The `Stripe-Signature` header: machine time, because receivers compare it with theirs. */
export function sign(body: string, secret: string, timestamp = Math.floor(Date.now() / 1000)): string {
  const digest = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return `t=${timestamp},v1=${digest}`;
}
