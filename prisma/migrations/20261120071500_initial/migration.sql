CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AccountKind" AS ENUM ('personal', 'organization', 'system');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'member', 'billing', 'auditor');

-- CreateEnum
CREATE TYPE "InvitationState" AS ENUM ('pending', 'accepted', 'revoked', 'expired');

-- CreateEnum
CREATE TYPE "AuditOutcome" AS ENUM ('success', 'denied', 'failed');

-- CreateEnum
CREATE TYPE "RegistryLoginState" AS ENUM ('pending', 'approved', 'claimed');

-- CreateEnum
CREATE TYPE "TermKind" AS ENUM ('trial', 'contract');

-- CreateEnum
CREATE TYPE "LedgerKind" AS ENUM ('consume', 'release', 'adjust');

-- CreateEnum
CREATE TYPE "ReservationState" AS ENUM ('held', 'confirmed', 'released');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('public', 'private');

-- CreateEnum
CREATE TYPE "PackageKind" AS ENUM ('package', 'pattern', 'theme', 'blueprint', 'archetype', 'shell');

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "AccountKind" NOT NULL,
    "bio" TEXT NOT NULL DEFAULT '',
    "defaultVisibility" "Visibility" NOT NULL,
    "personalUserId" UUID,
    "blockReason" TEXT NOT NULL DEFAULT '',
    "entVersion" BIGINT NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Handle" (
    "handle" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Handle_pkey" PRIMARY KEY ("handle")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "accountId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastActiveAt" TIMESTAMPTZ(3),

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("accountId","userId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "state" "InvitationState" NOT NULL,
    "reservationId" UUID,
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actorType" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "targets" JSONB NOT NULL,
    "outcome" "AuditOutcome" NOT NULL,
    "reasonCode" TEXT NOT NULL DEFAULT '',
    "changes" JSONB NOT NULL,
    "metadata" JSONB NOT NULL,
    "context" JSONB NOT NULL,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "accountId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "IdentityLink" (
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdentityLink_pkey" PRIMARY KEY ("provider","providerAccountId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "userAgent" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInLink" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "returnTo" TEXT NOT NULL DEFAULT '/',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignInLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "scopes" TEXT[],
    "packagePatterns" TEXT[],
    "cidrs" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastUsedAddress" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegistryLogin" (
    "id" UUID NOT NULL,
    "pollHash" TEXT NOT NULL,
    "state" "RegistryLoginState" NOT NULL,
    "userId" UUID,
    "hostname" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RegistryLogin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateBucket" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "RateBucket_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Term" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" "TermKind" NOT NULL,
    "plan" TEXT NOT NULL,
    "planVersion" INTEGER NOT NULL,
    "seats" INTEGER,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "createdBy" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Term_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Grant" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "amount" BIGINT,
    "userId" UUID,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "voidedAt" TIMESTAMPTZ(3),
    "reason" VARCHAR(500) NOT NULL,
    "createdBy" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Override" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "supersededAt" TIMESTAMPTZ(3),
    "reason" VARCHAR(500) NOT NULL,
    "createdBy" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageCounter" (
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "used" BIGINT NOT NULL DEFAULT 0,
    "reserved" BIGINT NOT NULL DEFAULT 0,
    "limit" BIGINT,
    "limitValidUntil" TIMESTAMPTZ(3),

    CONSTRAINT "UsageCounter_pkey" PRIMARY KEY ("accountId","key","periodStart")
);

-- CreateTable
CREATE TABLE "UsageLedgerEntry" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "kind" "LedgerKind" NOT NULL,
    "amount" BIGINT NOT NULL,
    "resource" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsageLedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reservation" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "state" "ReservationState" NOT NULL,
    "resource" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sentAt" TIMESTAMPTZ(3),
    "lastError" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "OutboxMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CapturedMail" (
    "id" UUID NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CapturedMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Package" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "PackageKind" NOT NULL,
    "visibility" "Visibility" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "keywords" TEXT[],
    "license" TEXT NOT NULL DEFAULT '',
    "homepage" TEXT NOT NULL DEFAULT '',
    "repository" TEXT NOT NULL DEFAULT '',
    "latest" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PackageVersion" (
    "id" UUID NOT NULL,
    "packageId" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "readme" TEXT NOT NULL DEFAULT '',
    "files" JSONB NOT NULL,
    "sha512" TEXT NOT NULL,
    "integrity" TEXT NOT NULL,
    "shasum" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "unpackedSize" BIGINT NOT NULL,
    "fileCount" INTEGER NOT NULL,
    "deprecated" TEXT NOT NULL DEFAULT '',
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "publishedById" UUID,
    "publishedByName" TEXT NOT NULL,
    "publishedByKeyId" UUID,
    "publishedByKeyName" TEXT NOT NULL DEFAULT '',
    "publishedAddress" TEXT NOT NULL DEFAULT '',
    "publishedClient" TEXT NOT NULL DEFAULT '',
    "unpublishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PackageVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DistTag" (
    "packageId" UUID NOT NULL,
    "tag" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DistTag_pkey" PRIMARY KEY ("packageId","tag")
);

-- CreateTable
CREATE TABLE "Artifact" (
    "sha512" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Artifact_pkey" PRIMARY KEY ("sha512")
);

-- CreateTable
CREATE TABLE "PackageDocument" (
    "packageId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "full" BYTEA NOT NULL,
    "fullGzip" BYTEA NOT NULL,
    "fullEtag" TEXT NOT NULL,
    "abbreviated" BYTEA NOT NULL,
    "abbreviatedGzip" BYTEA NOT NULL,
    "abbreviatedEtag" TEXT NOT NULL,

    CONSTRAINT "PackageDocument_pkey" PRIMARY KEY ("packageId")
);

-- CreateTable
CREATE TABLE "PackageSearch" (
    "packageId" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "document" tsvector,

    CONSTRAINT "PackageSearch_pkey" PRIMARY KEY ("packageId")
);

-- CreateTable
CREATE TABLE "DownloadCount" (
    "packageId" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "DownloadCount_pkey" PRIMARY KEY ("packageId","version","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_handle_key" ON "Account"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "Account_personalUserId_key" ON "Account"("personalUserId");

-- CreateIndex
CREATE INDEX "Handle_accountId_idx" ON "Handle"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE INDEX "Membership_accountId_joinedAt_userId_idx" ON "Membership"("accountId", "joinedAt", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_reservationId_key" ON "Invitation"("reservationId");

-- CreateIndex
CREATE INDEX "Invitation_accountId_createdAt_idx" ON "Invitation"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "AuditEvent_accountId_at_id_idx" ON "AuditEvent"("accountId", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_accountId_action_at_id_idx" ON "AuditEvent"("accountId", "action", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_accountId_actorId_at_id_idx" ON "AuditEvent"("accountId", "actorId", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_accountId_seq_key" ON "AuditEvent"("accountId", "seq");

-- CreateIndex
CREATE INDEX "IdentityLink_userId_idx" ON "IdentityLink"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_userId_lastUsedAt_idx" ON "Session"("userId", "lastUsedAt");

-- CreateIndex
CREATE UNIQUE INDEX "SignInLink_tokenHash_key" ON "SignInLink"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_tokenHash_key" ON "ApiKey"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiKey_userId_createdAt_idx" ON "ApiKey"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "ApiKey_accountId_idx" ON "ApiKey"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "RegistryLogin_pollHash_key" ON "RegistryLogin"("pollHash");

-- CreateIndex
CREATE INDEX "Term_accountId_startsAt_idx" ON "Term"("accountId", "startsAt");

-- CreateIndex
CREATE INDEX "Grant_accountId_key_idx" ON "Grant"("accountId", "key");

-- CreateIndex
CREATE INDEX "Override_accountId_key_idx" ON "Override"("accountId", "key");

-- CreateIndex
CREATE INDEX "UsageLedgerEntry_accountId_key_periodStart_idx" ON "UsageLedgerEntry"("accountId", "key", "periodStart");

-- CreateIndex
CREATE UNIQUE INDEX "UsageLedgerEntry_accountId_idempotencyKey_key" ON "UsageLedgerEntry"("accountId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "Reservation_accountId_key_state_idx" ON "Reservation"("accountId", "key", "state");

-- CreateIndex
CREATE INDEX "Reservation_state_expiresAt_idx" ON "Reservation"("state", "expiresAt");

-- CreateIndex
CREATE INDEX "OutboxMessage_sentAt_nextAttemptAt_idx" ON "OutboxMessage"("sentAt", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "CapturedMail_to_at_idx" ON "CapturedMail"("to", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Package_name_key" ON "Package"("name");

-- CreateIndex
CREATE INDEX "Package_accountId_updatedAt_id_idx" ON "Package"("accountId", "updatedAt", "id");

-- CreateIndex
CREATE INDEX "Package_visibility_updatedAt_id_idx" ON "Package"("visibility", "updatedAt", "id");

-- CreateIndex
CREATE INDEX "PackageVersion_packageId_publishedAt_id_idx" ON "PackageVersion"("packageId", "publishedAt", "id");

-- CreateIndex
CREATE INDEX "PackageVersion_sha512_idx" ON "PackageVersion"("sha512");

-- CreateIndex
CREATE UNIQUE INDEX "PackageVersion_packageId_version_key" ON "PackageVersion"("packageId", "version");

-- CreateIndex
CREATE INDEX "PackageSearch_words_idx" ON "PackageSearch" USING GIN ("words" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personalUserId_fkey" FOREIGN KEY ("personalUserId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Handle" ADD CONSTRAINT "Handle_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_reservationId_fkey" FOREIGN KEY ("reservationId") REFERENCES "Reservation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_invitedById_fkey" FOREIGN KEY ("invitedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityLink" ADD CONSTRAINT "IdentityLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Term" ADD CONSTRAINT "Term_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Override" ADD CONSTRAINT "Override_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageCounter" ADD CONSTRAINT "UsageCounter_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageLedgerEntry" ADD CONSTRAINT "UsageLedgerEntry_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reservation" ADD CONSTRAINT "Reservation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Package" ADD CONSTRAINT "Package_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PackageVersion" ADD CONSTRAINT "PackageVersion_packageId_fkey" FOREIGN KEY ("packageId") REFERENCES "Package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PackageVersion" ADD CONSTRAINT "PackageVersion_sha512_fkey" FOREIGN KEY ("sha512") REFERENCES "Artifact"("sha512") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DistTag" ADD CONSTRAINT "DistTag_packageId_fkey" FOREIGN KEY ("packageId") REFERENCES "Package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PackageDocument" ADD CONSTRAINT "PackageDocument_packageId_fkey" FOREIGN KEY ("packageId") REFERENCES "Package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PackageSearch" ADD CONSTRAINT "PackageSearch_packageId_fkey" FOREIGN KEY ("packageId") REFERENCES "Package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DownloadCount" ADD CONSTRAINT "DownloadCount_packageId_fkey" FOREIGN KEY ("packageId") REFERENCES "Package"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- A handle is lowercase, 2 to 39 characters, and a valid npm scope.
ALTER TABLE "Handle" ADD CONSTRAINT "Handle_form" CHECK ("handle" ~ '^[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])$');
ALTER TABLE "Account" ADD CONSTRAINT "Account_personal_has_person" CHECK (("kind" = 'personal') = ("personalUserId" IS NOT NULL));
ALTER TABLE "User" ADD CONSTRAINT "User_email_lowercase" CHECK ("email" = lower("email"));
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_email_lowercase" CHECK ("email" = lower("email"));

-- One open invitation for an address in an account.
CREATE UNIQUE INDEX "Invitation_pending_once" ON "Invitation" ("accountId", "email") WHERE "state" = 'pending';
CREATE INDEX "Invitation_pending_expiry" ON "Invitation" ("expiresAt") WHERE "state" = 'pending';

-- One trial for a person, however many organizations they create. Operators have no user id and may give more.
CREATE UNIQUE INDEX "Term_one_trial_a_person" ON "Term" (("createdBy" ->> 'userId')) WHERE "kind" = 'trial';

-- Counters never fall below nothing. They may stand above their limit, after a downgrade.
ALTER TABLE "UsageCounter" ADD CONSTRAINT "UsageCounter_used_positive" CHECK ("used" >= 0);
ALTER TABLE "UsageCounter" ADD CONSTRAINT "UsageCounter_reserved_positive" CHECK ("reserved" >= 0);
ALTER TABLE "UsageCounter" ADD CONSTRAINT "UsageCounter_limit_positive" CHECK ("limit" >= 0);
ALTER TABLE "UsageCounter" SET (fillfactor = 70);
ALTER TABLE "Reservation" ADD CONSTRAINT "Reservation_amount_positive" CHECK ("amount" > 0);
ALTER TABLE "Term" ADD CONSTRAINT "Term_half_open" CHECK ("endsAt" IS NULL OR "endsAt" >= "startsAt");

-- History is append-only: no role may change or remove what was written.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "AuditEvent" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "UsageLedgerEntry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "UsageLedgerEntry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An organization always has an owner, also when two changes meet: the count is made at the commit, under a lock.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Account" WHERE "id" = OLD."accountId" FOR NO KEY UPDATE;
  IF NOT EXISTS (SELECT 1 FROM "Membership" WHERE "accountId" = OLD."accountId" AND "role" = 'owner') THEN
    RAISE EXCEPTION 'account % would have no owner', OLD."accountId" USING ERRCODE = 'check_violation', CONSTRAINT = 'Membership_keep_an_owner';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER keep_an_owner AFTER UPDATE OF "role" OR DELETE ON "Membership"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."role" = 'owner') EXECUTE FUNCTION keep_an_owner();

-- Published versions are immutable: only the deprecation and the tombstone may change.
CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."version", NEW."sha512", NEW."integrity", NEW."shasum", NEW."manifest", NEW."publishedAt")
     IS DISTINCT FROM (OLD."version", OLD."sha512", OLD."integrity", OLD."shasum", OLD."manifest", OLD."publishedAt")
     OR (OLD."unpublishedAt" IS NOT NULL AND NEW."unpublishedAt" IS NULL) THEN
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'PackageVersion_immutable';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE ON "PackageVersion" FOR EACH ROW EXECUTE FUNCTION keep_version();

-- A package's name never changes.
CREATE FUNCTION keep_package_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a package name never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'Package_name_immutable';
END $$;
CREATE TRIGGER keep_package_name BEFORE UPDATE OF "name" ON "Package" FOR EACH ROW
  WHEN (NEW."name" IS DISTINCT FROM OLD."name") EXECUTE FUNCTION keep_package_name();

-- Partial, so that the schema engine leaves it alone; every row has a document.
CREATE INDEX "PackageSearch_document_idx" ON "PackageSearch" USING gin ("document") WHERE "document" IS NOT NULL;

-- The worker sleeps until there is something to send.
CREATE FUNCTION wake_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER wake_outbox AFTER INSERT ON "OutboxMessage" FOR EACH STATEMENT EXECUTE FUNCTION wake_outbox();

-- A revoked or changed key must be forgotten by every process at once.
CREATE FUNCTION tell_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('api_key', NEW."tokenHash");
  RETURN NULL;
END $$;
CREATE TRIGGER tell_key_change AFTER UPDATE OF "revokedAt", "expiresAt", "scopes", "packagePatterns", "cidrs" ON "ApiKey"
  FOR EACH ROW EXECUTE FUNCTION tell_key_change();
