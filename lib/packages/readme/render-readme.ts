import "server-only";
import path from "node:path";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { type RenderAnswer, Renderer } from "@/lib/packages/readme/renderer";
import { RENDERER, RETRY_AFTER_MS } from "@/lib/packages/readme/rules";
import type { Rendered } from "@/lib/packages/readme/schema";
import type { ReadmePlace } from "@/lib/packages/readme/types";

// Records nothing: made from what the publish recorded.

/** A version's readme; `text` is at most what is rendered of one. */
export type ReadmeSource = { versionId: string; accountId: string; text: string; place: ReadmePlace };

const rendering = new Map<string, Promise<Rendered>>();
let renderer: Renderer | undefined;

/**
 * Renders a version's readme in the render thread and stores the result for all later views, on every instance. Views
 * at the same time share the work. Errors: UNAVAILABLE when too many readmes wait.
 */
export function renderReadme(source: ReadmeSource): Promise<Rendered> {
  const under = rendering.get(source.versionId);
  if (under) return under;
  const work = renderAndKeep(source).finally(() => rendering.delete(source.versionId));
  rendering.set(source.versionId, work);
  return work;
}

async function renderAndKeep({ versionId, accountId, text, place }: ReadmeSource): Promise<Rendered> {
  renderer ??= new Renderer(path.resolve("dist/readme.mjs"));
  const answer = await renderer.render(accountId, { text, place });
  await keep(versionId, answer);
  return answer.form === "overdue" ? { form: "plain" } : answer;
}

/** An instance of the release before never replaces what a newer renderer made. */
async function keep(versionId: string, answer: RenderAnswer): Promise<void> {
  const at = realNow();
  const { html, complete } = answer.form === "html" ? answer : { html: "", complete: true };
  const retryAt = answer.form === "overdue" ? new Date(at.getTime() + RETRY_AFTER_MS) : null;
  await db().$executeRaw`
    INSERT INTO "RenderedReadme" ("versionId", "renderer", "form", "html", "complete", "renderedAt", "retryAt")
    VALUES (${versionId}::uuid, ${RENDERER}, ${answer.form === "html" ? "html" : "plain"}::"ReadmeForm", ${html},
            ${complete}, ${at}, ${retryAt})
    ON CONFLICT ("versionId") DO UPDATE
       SET "renderer" = EXCLUDED."renderer", "form" = EXCLUDED."form", "html" = EXCLUDED."html",
           "complete" = EXCLUDED."complete", "renderedAt" = EXCLUDED."renderedAt", "retryAt" = EXCLUDED."retryAt"
     WHERE "RenderedReadme"."renderer" <= EXCLUDED."renderer"`;
}
