import { describe, expect, it, vi } from "vitest";
import { readInvoiceLink, signedInvoiceLink } from "@/lib/billing/invoices/invoice-link";
import { at } from "@/lib/clock";
import { newId } from "@/lib/ids";

vi.stubEnv("DATABASE_URL", "postgresql://localhost/none");
vi.stubEnv("AUTH_SECRET", "0123456789012345678901234567890123456789");
vi.stubEnv("SECRETS_KEY", "9876543210987654321098765432109876543210");
vi.stubEnv("DASHBOARD_URL", "https://packhouse.example");

const accountId = newId();
const start = new Date("2026-11-20T12:00:00Z");
const later = (days: number, ms = 0) => new Date(start.getTime() + days * 86_400_000 + ms);
const tokenOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);
const signed = () => at(start, async () => tokenOf(signedInvoiceLink("in_1", accountId)));
const read = (token: string, when = start) => at(when, async () => readInvoiceLink(token));

describe("the link to an invoice", () => {
  it("opens the invoice of the account that it was signed for, as often as it is used", async () => {
    const token = await signed();
    expect(await read(token)).toEqual({ invoiceId: "in_1", accountId });
    expect(await read(token)).toEqual({ invoiceId: "in_1", accountId });
    expect(await at(start, async () => signedInvoiceLink("in_1", accountId))).toMatch(
      /^https:\/\/packhouse\.example\/invoices\/[\w-]+\.[\w-]+$/,
    );
  });

  it("is over after thirty days", async () => {
    const token = await signed();
    expect(await read(token, later(30, -1))).not.toBeNull();
    expect(await read(token, later(30))).toBeNull();
  });

  it("opens nothing when any of it is changed", async () => {
    const token = await signed();
    const [body = "", signature = ""] = token.split(".");
    const claims: unknown[] = JSON.parse(Buffer.from(body, "base64url").toString());
    const other = Buffer.from(JSON.stringify([claims[0], newId(), claims[2]])).toString("base64url");
    const longer = Buffer.from(JSON.stringify([claims[0], claims[1], Number(claims[2]) + 1])).toString("base64url");
    const forged = [
      `${other}.${signature}`,
      `${longer}.${signature}`,
      `${body}.${signature.slice(0, -2)}AA`,
      `${body}.`,
      body,
      `${token}.x`,
      "",
      "nonsense.nonsense",
    ];
    for (const one of forged) expect(await read(one), one).toBeNull();
    expect(await read(token)).not.toBeNull();
  });
});
