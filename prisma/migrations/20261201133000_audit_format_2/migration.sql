-- Processes of the version before go on writing format 1.
ALTER TABLE "AuditEvent" ADD COLUMN "format" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "AuditPersonal" (
    "accountId" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "AuditPersonal_pkey" PRIMARY KEY ("accountId","eventId","subject")
);

-- CreateIndex
CREATE INDEX "AuditPersonal_subject_idx" ON "AuditPersonal"("subject");

-- Personal data is erased or stays as it was recorded.
CREATE TRIGGER append_only BEFORE UPDATE ON "AuditPersonal" FOR EACH ROW EXECUTE FUNCTION refuse_change();
SELECT guard_tables();
