-- TRUNCATE passes triggers of rows, so every table refuses it by one of its own. A later migration that adds a table
-- calls guard_tables() again.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is never emptied: TRUNCATE is refused', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- Without a guard: the migrations' own list, and counts of rates, which nobody misses after an hour.
CREATE FUNCTION guard_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT "c"."oid"::regclass AS "name" FROM pg_class "c"
     WHERE "c"."relnamespace" = current_schema()::regnamespace AND "c"."relkind" IN ('r', 'p')
       AND "c"."relname" NOT IN ('_prisma_migrations', 'RateBucket')
       AND NOT EXISTS (SELECT 1 FROM pg_trigger "t" WHERE "t"."tgrelid" = "c"."oid" AND ("t"."tgtype" & 32) <> 0)
  LOOP
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', found."name");
  END LOOP;
END $$;
SELECT guard_tables();

-- A published version keeps its row, its package and its bytes: unpublishing sets a date.
CREATE FUNCTION keep_version_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'version % stays known for ever', OLD."id" USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "PackageVersion_kept" BEFORE DELETE ON "PackageVersion" FOR EACH ROW EXECUTE FUNCTION keep_version_row();
CREATE TRIGGER "PackageVersion_stays" BEFORE UPDATE OF "id", "packageId" ON "PackageVersion" FOR EACH ROW
  WHEN ((NEW."id", NEW."packageId") IS DISTINCT FROM (OLD."id", OLD."packageId")) EXECUTE FUNCTION keep_version_row();

-- The head of a chain begins at nothing and moves one event at a time, to an event that is there and follows the last.
CREATE FUNCTION keep_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW."accountId" = OLD."accountId" AND NEW."seq" = OLD."seq" + 1 AND EXISTS (
      SELECT 1 FROM "AuditEvent" WHERE "accountId" = NEW."accountId" AND "seq" = NEW."seq"
                                   AND "hash" = NEW."hash" AND "prevHash" = OLD."hash") THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the head of an audit chain follows its events: this % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "AuditHead_begins" BEFORE INSERT ON "AuditHead" FOR EACH ROW
  WHEN (NEW."seq" <> 0 OR NEW."hash" <> repeat('0', 64)) EXECUTE FUNCTION keep_audit_head();
CREATE TRIGGER "AuditHead_follows" BEFORE UPDATE ON "AuditHead" FOR EACH ROW
  WHEN (NEW.* IS DISTINCT FROM OLD.*) EXECUTE FUNCTION keep_audit_head();
CREATE TRIGGER "AuditHead_kept" BEFORE DELETE ON "AuditHead" FOR EACH ROW EXECUTE FUNCTION keep_audit_head();
