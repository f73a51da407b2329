import Stripe from "stripe";
import { isFields } from "../http/fields";
import type { Fields } from "../types";
import { clientOf } from "./world.test-support";

/** Keeps every object that the sandbox answered with, as it stood on the wire. */
export class Recorder {
  readonly objects: Fields[] = [];

  keep(body: unknown): void {
    if (!isFields(body) || body.error !== undefined) return;
    if (body.object === "list" && Array.isArray(body.data)) for (const one of body.data) this.keep(one);
    else if (typeof body.object === "string") this.objects.push(body);
  }

  /** The unmodified SDK, whose answers are listened to. */
  client(port: number): Stripe {
    const listening: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      this.keep(await answer.clone().json());
      return answer;
    };
    return clientOf(port, { httpClient: Stripe.createFetchHttpClient(listening) });
  }
}
