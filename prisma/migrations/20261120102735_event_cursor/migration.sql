-- AlterTable
ALTER TABLE "Invoice" ADD COLUMN     "uncollectibleAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "StripeEventCursor" (
    "id" TEXT NOT NULL,
    "readUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StripeEventCursor_pkey" PRIMARY KEY ("id")
);

-- The payloads that are still kept, for the day when they are forgotten.
CREATE INDEX "StripeEvent_with_payload" ON "StripeEvent" ("receivedAt") WHERE "payload" IS NOT NULL;
