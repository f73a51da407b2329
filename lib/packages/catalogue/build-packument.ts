import "server-only";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { packumentFacts } from "@/lib/packages/catalogue/packument-facts";
import { type Form, type SerializedForm, serializePackument } from "@/lib/packages/npm/packument";

// Records nothing: made from what is recorded.

export type Forms = Record<Form, SerializedForm>;

export async function buildPackument(packageId: string, origin: string): Promise<Forms> {
  const facts = await packumentFacts(packageId);
  if (!facts) throw new AppError("NOT_FOUND", { noun: "package" });

  const forms = await serializePackument(facts, origin);
  const { full, abbreviated } = forms;
  // A slower builder of an older revision must not replace a newer document.
  await db().$executeRaw`
    INSERT INTO "PackageDocument" ("packageId", "revision", "origin", "full", "fullGzip", "fullEtag",
                                   "abbreviated", "abbreviatedGzip", "abbreviatedEtag")
    VALUES (${packageId}::uuid, ${facts.revision}, ${origin}, ${full.identity}, ${full.gzip}, ${full.etag},
            ${abbreviated.identity}, ${abbreviated.gzip}, ${abbreviated.etag})
    ON CONFLICT ("packageId") DO UPDATE SET
      "revision" = EXCLUDED."revision", "origin" = EXCLUDED."origin", "full" = EXCLUDED."full",
      "fullGzip" = EXCLUDED."fullGzip", "fullEtag" = EXCLUDED."fullEtag", "abbreviated" = EXCLUDED."abbreviated",
      "abbreviatedGzip" = EXCLUDED."abbreviatedGzip", "abbreviatedEtag" = EXCLUDED."abbreviatedEtag"
    WHERE "PackageDocument"."revision" <= EXCLUDED."revision"`;

  return forms;
}
