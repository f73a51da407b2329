import type { Wire } from "../types";
import type { Tampering } from "./delivery";
import { sign } from "./signature";
import { thinEvent } from "./thin";

const PATIENCE_MS = 20_000;

export type Sent = { answer: number | null; problem: string | null };

/** Posts the event to the endpoint as often as `tampering` says; the outcome is that of the last copy. */
export async function send(event: Wire, endpoint: Wire, tampering: Tampering, end: AbortSignal): Promise<Sent> {
  const snapshot = { ...event, api_version: endpoint.api_version ?? event.api_version };
  const body = JSON.stringify(event.thin === true ? thinEvent(event) : snapshot);
  const secret = tampering.secret ?? String(endpoint.secret);
  let sent: Sent = { answer: null, problem: null };
  for (let copy = 0; copy < tampering.copies; copy++) {
    const signature = sign(body, secret);
    sent = await post(String(endpoint.url), tampering.corrupt ? corrupted(body) : body, signature, end);
  }
  return sent;
}

async function post(url: string, body: string, signature: string, end: AbortSignal): Promise<Sent> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signature,
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      body,
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), end]),
    });
    await answer.arrayBuffer();
    const good = answer.status >= 200 && answer.status < 300;
    return { answer: answer.status, problem: good ? null : `answered ${answer.status}` };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { answer: null, problem: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Still JSON, but not what was signed. */
function corrupted(body: string): string {
  return body.replace('"livemode":false', '"livemode":true ');
}
