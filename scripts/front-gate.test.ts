import { once } from "node:events";
import { createServer, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gated } from "./front-gate.mjs";

const server = createServer(gated((asked, response) => response.end(String(asked.headers["x-packhouse-peer"]))));
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
});
