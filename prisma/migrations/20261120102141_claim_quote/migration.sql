-- AlterTable
ALTER TABLE "Quote" ADD COLUMN     "claimedAt" TIMESTAMPTZ(3);
