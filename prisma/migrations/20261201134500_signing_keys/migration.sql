-- CreateEnum
CREATE TYPE "SigningPurpose" AS ENUM ('audit', 'registry');

-- CreateEnum
CREATE TYPE "SigningAlgorithm" AS ENUM ('ed25519', 'p256');

-- CreateTable
CREATE TABLE "SigningKey" (
    "id" UUID NOT NULL,
    "purpose" "SigningPurpose" NOT NULL,
    "algorithm" "SigningAlgorithm" NOT NULL,
    "publicKey" TEXT NOT NULL,
    "privateKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "accountId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "keyId" UUID NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "AuditCheckpoint_pkey" PRIMARY KEY ("accountId","seq")
);

-- AddForeignKey
ALTER TABLE "AuditCheckpoint" ADD CONSTRAINT "AuditCheckpoint_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "SigningKey"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One key of a purpose signs; whoever needs the first one makes it, and all others find it.
CREATE UNIQUE INDEX "SigningKey_signs" ON "SigningKey" ("purpose") WHERE "retiredAt" IS NULL;

-- What a key signed must stay verifiable: it is retired, and encrypted anew, and nothing else.
CREATE FUNCTION keep_signing_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD."retiredAt" IS NULL OR NEW."retiredAt" = OLD."retiredAt")
     AND (NEW."id", NEW."purpose", NEW."algorithm", NEW."publicKey", NEW."createdAt")
         IS NOT DISTINCT FROM (OLD."id", OLD."purpose", OLD."algorithm", OLD."publicKey", OLD."createdAt") THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'signing key % stays', OLD."id" USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "SigningKey_kept" BEFORE UPDATE OR DELETE ON "SigningKey" FOR EACH ROW EXECUTE FUNCTION keep_signing_key();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditCheckpoint" FOR EACH ROW EXECUTE FUNCTION refuse_change();
SELECT guard_tables();
