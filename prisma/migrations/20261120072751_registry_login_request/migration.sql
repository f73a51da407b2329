-- AlterTable
ALTER TABLE "RegistryLogin" ADD COLUMN     "address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "client" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "expiresInDays" INTEGER NOT NULL DEFAULT 90,
ADD COLUMN     "scopes" TEXT[];
