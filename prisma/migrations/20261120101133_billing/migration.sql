-- CreateEnum
CREATE TYPE "BillingInterval" AS ENUM ('month', 'year');

-- CreateEnum
CREATE TYPE "CheckoutState" AS ENUM ('open', 'complete', 'expired');

-- CreateEnum
CREATE TYPE "StripeEventState" AS ENUM ('received', 'done', 'ignored', 'failed', 'dead');

-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN     "keptAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Package" ADD COLUMN     "keptAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "BillingCustomer" (
    "accountId" UUID NOT NULL,
    "stripeCustomerId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "unlinkedAt" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "address" JSONB,
    "taxIds" JSONB NOT NULL DEFAULT '[]',
    "purchaseOrder" TEXT NOT NULL DEFAULT '',
    "contacts" TEXT[],
    "card" JSONB,
    "balance" BIGINT NOT NULL DEFAULT 0,
    "parked" TEXT NOT NULL DEFAULT '',
    "syncedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "BillingCustomer_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "lastKnownStatus" TEXT,
    "plan" TEXT,
    "planVersion" INTEGER NOT NULL,
    "interval" "BillingInterval",
    "seats" INTEGER,
    "unitAmount" INTEGER,
    "currency" TEXT NOT NULL,
    "addOns" JSONB NOT NULL DEFAULT '[]',
    "termId" UUID,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "periodStart" TIMESTAMPTZ(3),
    "periodEnd" TIMESTAMPTZ(3),
    "trialEnd" TIMESTAMPTZ(3),
    "cancelAt" TIMESTAMPTZ(3),
    "canceledAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "collection" TEXT NOT NULL,
    "firstFailedAt" TIMESTAMPTZ(3),
    "scheduled" JSONB,
    "scheduleId" TEXT,
    "pendingUpdate" JSONB,
    "itemId" TEXT,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invoice" (
    "id" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "subscriptionId" TEXT,
    "number" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "subtotal" INTEGER NOT NULL,
    "tax" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "amountDue" INTEGER NOT NULL,
    "amountPaid" INTEGER NOT NULL,
    "amountRemaining" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finalizedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "paidAt" TIMESTAMPTZ(3),
    "voidedAt" TIMESTAMPTZ(3),
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "periodEnd" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "firstFailedAt" TIMESTAMPTZ(3),
    "actionRequired" BOOLEAN NOT NULL DEFAULT false,
    "hostedUrl" TEXT NOT NULL DEFAULT '',
    "pdfUrl" TEXT NOT NULL DEFAULT '',
    "purchaseOrder" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InvoiceLine" (
    "id" TEXT NOT NULL,
    "invoiceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "proration" BOOLEAN NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "periodEnd" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "InvoiceLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Refund" (
    "id" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "invoiceId" TEXT,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dispute" (
    "id" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "reviewDueAt" TIMESTAMPTZ(3) NOT NULL,
    "endDueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Quote" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "shown" JSONB NOT NULL,
    "basis" TEXT NOT NULL,
    "prorationAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "executedAt" TIMESTAMPTZ(3),
    "result" JSONB,

    CONSTRAINT "Quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CheckoutSession" (
    "id" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "quoteId" UUID NOT NULL,
    "state" "CheckoutState" NOT NULL,
    "url" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CheckoutSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StripeEvent" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "apiVersion" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "stripeCustomerId" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB,
    "payloadDigest" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "StripeEventState" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "StripeEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillingNotice" (
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "shown" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BillingNotice_pkey" PRIMARY KEY ("accountId","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "BillingCustomer_stripeCustomerId_key" ON "BillingCustomer"("stripeCustomerId");

-- CreateIndex
CREATE INDEX "BillingCustomer_syncedAt_idx" ON "BillingCustomer"("syncedAt");

-- CreateIndex
CREATE INDEX "Subscription_accountId_startedAt_idx" ON "Subscription"("accountId", "startedAt");

-- CreateIndex
CREATE INDEX "Invoice_accountId_createdAt_id_idx" ON "Invoice"("accountId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "InvoiceLine_invoiceId_position_idx" ON "InvoiceLine"("invoiceId", "position");

-- CreateIndex
CREATE INDEX "Refund_accountId_createdAt_idx" ON "Refund"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "Dispute_accountId_createdAt_idx" ON "Dispute"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "Quote_accountId_createdAt_idx" ON "Quote"("accountId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "CheckoutSession_quoteId_key" ON "CheckoutSession"("quoteId");

-- CreateIndex
CREATE INDEX "CheckoutSession_accountId_createdAt_idx" ON "CheckoutSession"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "StripeEvent_state_nextAttemptAt_idx" ON "StripeEvent"("state", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "StripeEvent_stripeCustomerId_createdAt_idx" ON "StripeEvent"("stripeCustomerId", "createdAt");

-- CreateIndex
CREATE INDEX "BillingNotice_accountId_at_idx" ON "BillingNotice"("accountId", "at");

-- AddForeignKey
ALTER TABLE "BillingCustomer" ADD CONSTRAINT "BillingCustomer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "BillingCustomer"("accountId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "BillingCustomer"("accountId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "BillingCustomer"("accountId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "BillingCustomer"("accountId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CheckoutSession" ADD CONSTRAINT "CheckoutSession_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingNotice" ADD CONSTRAINT "BillingNotice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An account has at most one checkout under way: two tabs share it.
CREATE UNIQUE INDEX "CheckoutSession_open_once" ON "CheckoutSession" ("accountId") WHERE "state" = 'open';

-- The sweeper's and the worker's reads.
CREATE INDEX "StripeEvent_due" ON "StripeEvent" ("nextAttemptAt") WHERE "state" IN ('received', 'failed');

ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_seats_positive" CHECK ("seats" IS NULL OR "seats" > 0);
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_period_forward" CHECK ("periodEnd" IS NULL OR "periodEnd" >= "periodStart");
ALTER TABLE "StripeEvent" ADD CONSTRAINT "StripeEvent_via_known" CHECK ("via" IN ('delivery', 'backfill', 'replay'));

-- Which packages and keys stay writable on a smaller plan is asked by rank.
CREATE INDEX "Package_rank" ON "Package" ("accountId", "visibility", "keptAt" DESC NULLS LAST, "updatedAt" DESC, "id") WHERE "removedAt" IS NULL;

-- SPEC B7: a finalized invoice keeps what it said; only its payment goes on. Nothing of it is ever deleted.
CREATE FUNCTION keep_finalized_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD."finalizedAt" IS NULL THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'Invoice % is final and is not deleted', OLD."id" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."finalizedAt" IS NOT NULL AND (
    NEW."id", NEW."accountId", NEW."number", NEW."currency", NEW."subtotal", NEW."tax", NEW."total", NEW."finalizedAt", NEW."createdAt"
  ) IS DISTINCT FROM (
    OLD."id", OLD."accountId", OLD."number", OLD."currency", OLD."subtotal", OLD."tax", OLD."total", OLD."finalizedAt", OLD."createdAt"
  ) THEN
    RAISE EXCEPTION 'Invoice % is final and keeps its amounts', OLD."id" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Invoice_final" BEFORE UPDATE OR DELETE ON "Invoice" FOR EACH ROW EXECUTE FUNCTION keep_finalized_invoice();

CREATE FUNCTION keep_finalized_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Invoice" WHERE "id" = OLD."invoiceId" AND "finalizedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'Invoice % is final and keeps its lines', OLD."invoiceId" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER "InvoiceLine_final" BEFORE UPDATE OR DELETE ON "InvoiceLine" FOR EACH ROW EXECUTE FUNCTION keep_finalized_line();

-- The inbox forgets nothing: an event id stays known for ever, so that no replay works twice.
CREATE FUNCTION keep_stripe_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Stripe event % stays known for ever', OLD."id" USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "StripeEvent_kept" BEFORE DELETE ON "StripeEvent" FOR EACH ROW EXECUTE FUNCTION keep_stripe_event();
