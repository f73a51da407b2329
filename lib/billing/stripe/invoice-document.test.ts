import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fetchInvoicePdf, isProviders } from "@/lib/billing/stripe/invoice-document";
import { speakTo } from "@/lib/billing/stripe/recorded-stripe.test-support";

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  if (request.url === "/moved") return response.writeHead(302, { location: "/pdf" }).end();
  if (request.url === "/away") return response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
  if (request.url === "/round") return response.writeHead(302, { location: "/round" }).end();
  if (request.url === "/page") return response.writeHead(200, { "content-type": "text/html" }).end("<p>no</p>");
  if (request.url === "/gone") return response.writeHead(404, { "content-type": "application/pdf" }).end("%PDF-");
  return response.writeHead(200, { "content-type": "application/pdf" }).end("%PDF-1.7 invoice");
});
let base = "";
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  base = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  speakTo(base);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

it("streams the document, also from where Stripe moved it", async () => {
  for (const path of ["/pdf", "/moved"]) {
    const stream = await fetchInvoicePdf(base + path);
    expect(await new Response(stream).text()).toBe("%PDF-1.7 invoice");
  }
});

it.each(["/page", "/gone", "/away", "/round"])("gives nothing from %s", async (path) => {
  await expect(fetchInvoicePdf(base + path)).rejects.toMatchObject({ code: "UPSTREAM" });
});

it("never asks another host, whatever address was stored", async () => {
  asked.length = 0;
  const elsewhere = base.replace("127.0.0.1", "localhost");
  for (const url of [`${elsewhere}/pdf`, "file:///etc/passwd", "not an address", ""]) {
    await expect(fetchInvoicePdf(url)).rejects.toMatchObject({ code: "UPSTREAM" });
  }
  expect(asked).toEqual([]);
});

it.each([
  ["https://pay.stripe.com/invoice/acct_1/pdf", "", true],
  ["https://files.stripe.com/x", "", true],
  ["http://pay.stripe.com/x", "", false],
  ["https://stripe.com.evil.example/x", "", false],
  ["https://evilstripe.com/x", "", false],
  ["https://user@pay.stripe.com/x", "", false],
  ["http://localhost:4242/x", "http://localhost:4242", true],
  ["http://localhost:4243/x", "http://localhost:4242", false],
  ["https://pay.stripe.com/x", "http://localhost:4242", false],
])("%s with the base `%s`: %s", (url, configured, expected) => {
  expect(isProviders(url, configured)).toBe(expected);
});
