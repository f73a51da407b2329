import "server-only";
import type { Viewer } from "@/lib/access/types";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { log } from "@/lib/logger";
import { versionNotThere } from "@/lib/packages/catalogue/package-view";
import { readablePackage } from "@/lib/packages/catalogue/read-access";
import type { ReadmeView } from "@/lib/packages/catalogue/types";
import { type ReadmeSource, renderReadme } from "@/lib/packages/readme/render-readme";
import { MOST_CHARACTERS, RENDERER } from "@/lib/packages/readme/rules";
import type { Rendered } from "@/lib/packages/readme/schema";

/** The longest that a view waits for a readme that nobody saw before, in milliseconds. */
const READY_MS = 600;

type FoundReadme = {
  versionId: string;
  length: number;
  form: "html" | "plain" | null;
  html: string | null;
  complete: boolean | null;
  text: string;
};

/**
 * Reads the readme of a version as its page shows it. It counts as metadata, as in a packument. The first view renders
 * it and waits a moment at most; until it is ready, views get its text. Errors: as `readablePackage`.
 */
export async function versionReadme(viewer: Viewer, name: string, version: string): Promise<ReadmeView> {
  const { id, accountId } = await readablePackage(viewer, name, "package:read");
  const row = await findReadme(id, version);
  if (!row) throw versionNotThere(name, version);

  const { versionId, text } = row;
  const complete = row.length <= MOST_CHARACTERS;
  if (row.form === "html")
    return { state: "formatted", html: row.html ?? "", complete: complete && row.complete === true };
  if (text.trim() === "") return { state: "none" };
  if (row.form === "plain") return { state: "plain", text, complete };

  const rendered = await renderInTime({ versionId, accountId, text, place: { name, version } });
  if (rendered === null) return { state: "pending", text, complete };
  if (rendered.form === "plain") return { state: "plain", text, complete };
  return { state: "formatted", html: rendered.html, complete: complete && rendered.complete };
}

async function findReadme(packageId: string, version: string): Promise<FoundReadme | undefined> {
  const [row] = await db().$queryRaw<FoundReadme[]>`
    SELECT v."id" AS "versionId", length(v."readme") AS "length", r."form"::text, r."html", r."complete",
           CASE WHEN r."form" = 'html' THEN '' ELSE left(v."readme", ${MOST_CHARACTERS}::int) END AS "text"
      FROM "PackageVersion" v
      LEFT JOIN "RenderedReadme" r ON r."versionId" = v."id" AND r."renderer" >= ${RENDERER}::int
           AND (r."retryAt" IS NULL OR r."retryAt" > ${realNow()}::timestamptz)
     WHERE v."packageId" = ${packageId}::uuid AND v."version" = ${version} AND v."unpublishedAt" IS NULL`;
  return row;
}

/** Null when it is not ready yet, or cannot be made now: it goes on, and a later view asks again. */
async function renderInTime(source: ReadmeSource): Promise<Rendered | null> {
  const work = renderReadme(source).catch((error: unknown) => {
    log().warn({ err: error, versionId: source.versionId }, "readme not rendered");
    return null;
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), READY_MS);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
