import { once } from "node:events";
import { createServer, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onRequestError } from "@/instrumentation";
import { gated } from "./front-gate.mjs";

/** Like Next: fails below `/fails`, during an outage when the request says so. */
const server = createServer(
  gated((asked, response) => {
    if (asked.url === "/fails") {
      const id = String(asked.headers["x-request-id"]);
      if (asked.headers["x-outage"]) onRequestError(new Error("Connection terminated"), { headers: asked.headers });
      response.setHeader("x-request-id", id);
      response.statusCode = 500;
    }
    response.end(String(asked.headers["x-packhouse-peer"]));
  }),
);
let port = 0;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = address !== null && typeof address === "object" ? address.port : 0;
});
afterAll(() => {
  server.close();
});

async function ask(method: string, path: string, headers: Record<string, string> = {}) {
  const sent = request({ host: "127.0.0.1", port, method, path, headers }).end();
  const [response] = await once(sent, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, allow: response.headers.allow, text };
}

describe("the gate", () => {
  it.each(["TRACE", "PROPFIND", "PURGE"])("refuses %s, which Next cannot read", async (method) => {
    expect(await ask(method, "/")).toMatchObject({ status: 405, allow: expect.stringContaining("GET") });
  });

  it.each(["/@acme/%ff", "/%", "/search/%c3%28?q=1"])("refuses %s, which nobody can decode", async (path) => {
    expect(await ask("GET", path)).toMatchObject({ status: 400 });
  });

  it("lets others in, with the address of the socket instead of what they say", async () => {
    const said = { "x-packhouse-peer": "203.0.113.9" };
    for (const path of ["/@acme%2fui?q=%ff", "/%E2%82%AC"]) {
      expect(await ask("POST", path, said)).toMatchObject({ status: 200, text: "127.0.0.1" });
    }
  });

  it("answers 503 for a page that failed because the database is away, and 500 for any other", async () => {
    expect(await ask("GET", "/fails", { "x-request-id": "one", "x-outage": "1" })).toMatchObject({ status: 503 });
    expect(await ask("GET", "/fails", { "x-request-id": "two" })).toMatchObject({ status: 500 });
  });
});
