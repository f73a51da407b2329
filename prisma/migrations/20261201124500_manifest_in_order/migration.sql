-- AlterTable
-- jsonb sorts keys by length, and the order of `exports` and `typesVersions` has a meaning. The rows of before keep the
-- order that jsonb gave them. Rewrites the table, and nothing may write to it meanwhile.
ALTER TABLE "PackageVersion" ALTER COLUMN "manifest" SET DATA TYPE JSON USING "manifest"::JSON;

-- json has no equality of its own, so the same trigger compares its text.
CREATE OR REPLACE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."version", NEW."sha512", NEW."integrity", NEW."shasum", NEW."manifest"::text, NEW."publishedAt")
     IS DISTINCT FROM (OLD."version", OLD."sha512", OLD."integrity", OLD."shasum", OLD."manifest"::text, OLD."publishedAt")
     OR (OLD."unpublishedAt" IS NOT NULL AND NEW."unpublishedAt" IS NULL) THEN
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'PackageVersion_immutable';
  END IF;
  RETURN NEW;
END $$;
