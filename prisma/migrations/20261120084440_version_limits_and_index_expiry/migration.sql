-- DropIndex
DROP INDEX "ApiKey_accountId_idx";

-- DropIndex
DROP INDEX "ApiKey_userId_createdAt_idx";

-- AlterTable
ALTER TABLE "UsageCounter" ADD COLUMN     "limitVersion" BIGINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "ApiKey_accountId_createdAt_id_idx" ON "ApiKey"("accountId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "ApiKey_userId_idx" ON "ApiKey"("userId");

-- CreateIndex
CREATE INDEX "RateBucket_expire_idx" ON "RateBucket"("expire");

-- CreateIndex
CREATE INDEX "RegistryLogin_expiresAt_idx" ON "RegistryLogin"("expiresAt");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "SignInLink_expiresAt_idx" ON "SignInLink"("expiresAt");
