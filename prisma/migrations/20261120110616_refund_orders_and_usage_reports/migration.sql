-- CreateEnum
CREATE TYPE "RefundKind" AS ENUM ('error', 'goodwill');

-- CreateTable
CREATE TABLE "RefundOrder" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "invoiceId" TEXT NOT NULL,
    "kind" "RefundKind" NOT NULL,
    "amount" INTEGER,
    "reason" VARCHAR(500) NOT NULL,
    "intent" TEXT NOT NULL,
    "createdBy" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "refunded" INTEGER,

    CONSTRAINT "RefundOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageReport" (
    "id" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "storedAt" TIMESTAMPTZ(3) NOT NULL,
    "attemptedAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),
    "refusal" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "UsageReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageReportCursor" (
    "id" TEXT NOT NULL,
    "readUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsageReportCursor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "RefundOrder_intent_key" ON "RefundOrder"("intent");

-- CreateIndex
CREATE INDEX "RefundOrder_accountId_createdAt_idx" ON "RefundOrder"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "UsageReport_accountId_key_hour_idx" ON "UsageReport"("accountId", "key", "hour");

-- CreateIndex
CREATE INDEX "UsageReport_settledAt_hour_idx" ON "UsageReport"("settledAt", "hour");

-- AddForeignKey
ALTER TABLE "RefundOrder" ADD CONSTRAINT "RefundOrder_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "BillingCustomer"("accountId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefundOrder" ADD CONSTRAINT "RefundOrder_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageReport" ADD CONSTRAINT "UsageReport_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "BillingCustomer"("accountId") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "RefundOrder" ADD CONSTRAINT "RefundOrder_amount_positive" CHECK ("amount" > 0);
ALTER TABLE "RefundOrder" ADD CONSTRAINT "RefundOrder_error_in_full" CHECK ("kind" <> 'error' OR "amount" IS NULL);
ALTER TABLE "RefundOrder" ADD CONSTRAINT "RefundOrder_reason_said" CHECK (char_length("reason") >= 3);
ALTER TABLE "UsageReport" ADD CONSTRAINT "UsageReport_whole_hour" CHECK (EXTRACT(EPOCH FROM "hour")::bigint % 3600 = 0);
ALTER TABLE "UsageReport" ADD CONSTRAINT "UsageReport_refusal_settled" CHECK ("refusal" = '' OR "settledAt" IS NOT NULL);

-- Why money was given back stays for ever; only what came of it is added, once.
CREATE FUNCTION keep_refund_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."refunded" IS NULL AND to_jsonb(NEW) - 'refunded' = to_jsonb(OLD) - 'refunded' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Refund order % stays as it was given', OLD."id" USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "RefundOrder_kept" BEFORE UPDATE OR DELETE ON "RefundOrder" FOR EACH ROW EXECUTE FUNCTION keep_refund_order();

-- What was said to Stripe once is never said otherwise.
CREATE FUNCTION keep_usage_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW."id" <> OLD."id" OR NEW."amount" <> OLD."amount" OR NEW."hour" <> OLD."hour" THEN
    RAISE EXCEPTION 'Usage report % stays as it was stored', OLD."id" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "UsageReport_kept" BEFORE UPDATE OR DELETE ON "UsageReport" FOR EACH ROW EXECUTE FUNCTION keep_usage_report();
