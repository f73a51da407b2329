import { beforeAll, describe, expect, it, vi } from "vitest";
import { MovingStripe, newPayer, type Payer } from "@/lib/billing/sync/payer.fixture";
import { day, sevenEvents } from "@/lib/billing/sync/stripe-history.fixture";
import { db, pool } from "@/lib/db";

vi.stubEnv("LOG_LEVEL", "silent");

let payer: Payer;
let id: string;
beforeAll(async () => {
  payer = await newPayer();
  id = `in_1_${payer.tag}`;
  await new MovingStripe().syncTo(payer, sevenEvents(payer.tag)[7], day(100));
});

const rowsOf = async () => db().invoice.findUniqueOrThrow({ where: { id }, include: { lines: true } });

describe("financial records are kept, whoever writes [INV-X1]", () => {
  it.each([
    ["the total", 'UPDATE "Invoice" SET "total" = 1 WHERE "id" = $1'],
    ["the number", `UPDATE "Invoice" SET "number" = 'X' WHERE "id" = $1`],
    ["the currency", `UPDATE "Invoice" SET "currency" = 'eur' WHERE "id" = $1`],
    ["when it was issued", 'UPDATE "Invoice" SET "finalizedAt" = NULL WHERE "id" = $1'],
    ["a line", 'UPDATE "InvoiceLine" SET "amount" = 1 WHERE "invoiceId" = $1'],
  ])("a final invoice keeps %s", async (_, statement) => {
    const before = await rowsOf();
    await expect(pool().query(statement, [id])).rejects.toThrow(/is final/);
    expect(await rowsOf()).toEqual(before);
  });

  it.each([
    ["an invoice", 'DELETE FROM "Invoice" WHERE "id" = $1'],
    ["its lines", 'DELETE FROM "InvoiceLine" WHERE "invoiceId" = $1'],
  ])("%s that is final is not deleted", async (_, statement) => {
    await expect(pool().query(statement, [id])).rejects.toThrow(/is final/);
    expect((await rowsOf()).lines).toHaveLength(1);
  });

  it("neither the account nor its customer goes while there are invoices", async () => {
    const { id: accountId } = payer.account;
    for (const statement of [
      'DELETE FROM "BillingCustomer" WHERE "accountId" = $1::uuid',
      'DELETE FROM "Subscription" WHERE "accountId" = $1::uuid',
      'DELETE FROM "Account" WHERE "id" = $1::uuid',
    ]) {
      await expect(pool().query(statement, [accountId]), statement).rejects.toThrow(/foreign key|restrict/i);
    }
  });

  it("its payment goes on: what is paid later is written", async () => {
    await expect(pool().query(`UPDATE "Invoice" SET "hostedUrl" = '' WHERE "id" = $1`, [id])).resolves.toMatchObject({
      rowCount: 1,
    });
  });
});
