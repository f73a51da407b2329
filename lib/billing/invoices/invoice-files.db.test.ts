import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { allLinesCsv, invoiceCsv, invoicePdf, linkedInvoicePdf } from "@/lib/billing/invoices/invoice-files";
import { signedInvoiceLink } from "@/lib/billing/invoices/invoice-link";
import { loadUpcoming } from "@/lib/billing/page/loaders";
import { billingStatus } from "@/lib/billing/page/queries";
import { DAY, linkCustomer, storeInvoice, storeSubscription } from "@/lib/billing/page/queries.fixture";
import { at, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { newOrganization } from "@/lib/people/members/members.fixture";

vi.stubEnv("LOG_LEVEL", "silent");

const DOWN = JSON.stringify({ error: { type: "api_error", message: "Down." } });
const PDF = "%PDF-1.7 what the provider wrote";

/** A provider that serves documents and fails every other call. */
let provider: Server;
let origin = "";

beforeAll(async () => {
  provider = createServer((request, response) => {
    if (request.url === "/pdf") response.writeHead(200, { "content-type": "application/pdf" }).end(PDF);
    else response.writeHead(503, { "content-type": "application/json", "stripe-should-retry": "false" }).end(DOWN);
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const address = provider.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}`;
  vi.stubEnv("STRIPE_API_BASE", origin);
  vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_invoice_files");
});

afterAll(async () => {
  await new Promise((resolve) => provider.close(resolve));
});

async function payer() {
  const org = await newOrganization();
  await linkCustomer(org.account.id);
  return org;
}

const tokenOf = (link: string) => link.slice(link.lastIndexOf("/") + 1);

describe("an invoice's files", () => {
  it("each paid invoice is in the history, and its document can be downloaded as it is [INV-P2]", async () => {
    const { account, ctx } = await payer();
    const id = await storeInvoice(account.id, { number: "PH 0001/a", pdfUrl: `${origin}/pdf` });
    const file = await invoicePdf(ctx, { id });
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="PH-0001-a.pdf"');
    expect(file.headers.get("cache-control")).toBe("private, no-store");
    expect(await file.text()).toBe(PDF);
  });

  it("are not fetched from anywhere but the provider, and missing where there is none", async () => {
    const { account, ctx } = await payer();
    const elsewhere = await storeInvoice(account.id, { pdfUrl: "https://elsewhere.example/pdf" });
    await expect(invoicePdf(ctx, { id: elsewhere })).rejects.toMatchObject({ code: "UPSTREAM" });
    const none = await storeInvoice(account.id);
    await expect(invoicePdf(ctx, { id: none })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("open by the link of a mail, for its account and its time alone", async () => {
    const [mine, theirs] = [await payer(), await payer()];
    const id = await storeInvoice(mine.account.id, { pdfUrl: `${origin}/pdf` });
    const token = tokenOf(signedInvoiceLink(id, mine.account.id));
    for (let look = 0; look < 2; look += 1) expect(await (await linkedInvoicePdf(token)).text()).toBe(PDF);
    const missing = { code: "NOT_FOUND" };
    const foreign = tokenOf(signedInvoiceLink(id, theirs.account.id));
    await expect(linkedInvoicePdf(foreign)).rejects.toMatchObject(missing);
    await expect(linkedInvoicePdf(`${token}x`)).rejects.toMatchObject(missing);
    const late = new Date(now().getTime() + 30 * DAY);
    await expect(at(late, () => linkedInvoicePdf(token))).rejects.toMatchObject(missing);
  });
});

describe("the lines as CSV", () => {
  it("are all of them, batch after batch, in the order of the invoices", async () => {
    const { account, ctx } = await payer();
    const lines = Array.from({ length: 700 }, (_, index) => {
      return { description: `line ${index}`, feature: "plan:team", amount: index };
    });
    const older = new Date(now().getTime() - DAY);
    const many = await storeInvoice(account.id, { lines, number: "PH-MANY" });
    await storeInvoice(account.id, {
      createdAt: older,
      lines: [{ description: "=1+1", feature: "other", amount: -5 }],
    });
    const all = (await (await allLinesCsv(ctx)).text()).trimEnd().split("\r\n");
    expect(all).toHaveLength(702);
    expect(all[1]).toContain(",'=1+1,other,1,-0.05,USD,");
    expect(all.slice(2).map((record) => record.split(",")[3])).toEqual(lines.map(({ description }) => description));
    const one = await invoiceCsv(ctx, { id: many });
    expect(one.headers.get("content-disposition")).toContain("PH-MANY-lines.csv");
    expect((await one.text()).trimEnd().split("\r\n")).toHaveLength(701);
  });

  it("stop being read when nobody takes them", async () => {
    const { account, ctx } = await payer();
    const lines = Array.from({ length: 1_200 }, () => ({ description: "one", feature: "other", amount: 1 }));
    await storeInvoice(account.id, { lines });
    const reader = (await allLinesCsv(ctx)).body?.getReader();
    await reader?.read();
    await expect(reader?.cancel()).resolves.toBeUndefined();
  });
});

describe("while the provider is away", () => {
  it("the page has everything that was synced, and guesses nothing that was not [INV-E1]", async () => {
    const { account, ctx } = await payer();
    await storeSubscription(account.id);
    const status = await billingStatus(ctx);
    expect(status).toMatchObject({ provider: { state: "unreachable" }, plan: "team", state: "active" });
    expect(await loadUpcoming(ctx)).toEqual({ state: "unreachable" });
    expect(await db().subscription.count({ where: { accountId: account.id, status: "active" } })).toBe(1);
  });
});
