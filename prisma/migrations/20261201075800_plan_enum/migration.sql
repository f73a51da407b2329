-- CreateEnum
CREATE TYPE "Plan" AS ENUM ('free', 'pro', 'team', 'enterprise');

-- A row with a word that is no plan ends the migration with nothing changed. Both tables have a few rows an account, so
-- rewriting them is short; processes of the release before go on, since they send and read a plan as text.
ALTER TABLE "Term" ALTER COLUMN "plan" TYPE "Plan" USING "plan"::"Plan";
ALTER TABLE "Subscription" ALTER COLUMN "plan" TYPE "Plan" USING "plan"::"Plan";
