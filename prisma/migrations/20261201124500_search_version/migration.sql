-- The version that a package is found by. Empty: the row is stale, and the worker makes it anew.
ALTER TABLE "PackageSearch" ADD COLUMN "version" TEXT NOT NULL DEFAULT '';

UPDATE "PackageSearch" s SET "version" = p."latest" FROM "Package" p WHERE p."id" = s."packageId";

CREATE INDEX "PackageSearch_stale_idx" ON "PackageSearch" ("packageId") WHERE "version" = '';
