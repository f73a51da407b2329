import { once } from "node:events";
import { createServer } from "node:http";
import { parse } from "node:querystring";

export type RecordedCall = {
  method: string;
  path: string;
  /** The fields of body and query, with Stripe's brackets in the names. */
  input: Record<string, string>;
  headers: Record<string, string>;
};
/** `reset` cuts the connection, `hang` never answers. */
export type Answer = { status?: number; body: unknown; headers?: Record<string, string> } | "reset" | "hang";

export type RecordedStripe = {
  url: string;
  calls: RecordedCall[];
  /** Answers the next calls; a test may replace it at any time. */
  answer: (call: RecordedCall, calls: readonly RecordedCall[]) => Answer;
  stop: () => Promise<void>;
};

/** A minimal server for the SDK: records its calls, and each test chooses the answers. */
export async function startRecordedStripe(): Promise<RecordedStripe> {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://localhost");
      const input = flat({ ...parse(url.search.slice(1)), ...parse(text) });
      const call = { method: request.method ?? "", path: url.pathname, input, headers: flat(request.headers) };
      stripe.calls.push(call);
      const answer = stripe.answer(call, stripe.calls);
      if (answer === "reset") return request.socket.destroy();
      if (answer === "hang") return;
      const headers = { "content-type": "application/json", "request-id": "req_test", ...answer.headers };
      response.writeHead(answer.status ?? 200, headers).end(JSON.stringify(answer.body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const stripe: RecordedStripe = {
    url: `http://127.0.0.1:${port}`,
    calls: [],
    answer: () => ({ status: 404, body: { error: { type: "invalid_request_error", code: "resource_missing" } } }),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return stripe;
}

/** Points the process's settings at a Stripe at `base`. Call it before the first setting is read. */
export function speakTo(base: string): void {
  Object.assign(process.env, {
    DATABASE_URL: process.env.DATABASE_URL ?? "postgresql://localhost/none",
    AUTH_SECRET: "a secret of at least 32 characters",
    SECRETS_KEY: "a key of at least 32 characters for secrets",
    STRIPE_SECRET_KEY: "sk_test_gateway",
    STRIPE_API_BASE: base,
    LOG_LEVEL: "silent",
  });
}

export function listOf(data: readonly unknown[], hasMore = false) {
  return { object: "list", data, has_more: hasMore, url: "/v1/list" };
}

function flat(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
