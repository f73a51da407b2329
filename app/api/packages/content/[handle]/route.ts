import { inputOf } from "@/lib/entry/route";
import { accountUpload } from "@/lib/entry/upload";
import { parseInput } from "@/lib/entry/validation";
import { publishContent } from "@/lib/packages/publish/publish-content";
import { MOST_DOCUMENT_BYTES, publishContentSchema, withoutQuery } from "@/lib/packages/publish/schema";
import { packageHref } from "@/lib/paths";

/** The body is a content document with its name; nothing of it is read before its sender may publish. */
export const POST = accountUpload(
  {
    name: "package.publish-content",
    permission: "package:publish",
    entitlement: "publishes",
    audit: "version.published",
  },
  withoutQuery,
  async (ctx, _query, request) => {
    const raw = await inputOf(request, { what: "document", limitBytes: MOST_DOCUMENT_BYTES });
    const { name, version, visibility, notices } = await publishContent(
      ctx,
      await parseInput(publishContentSchema, raw),
    );
    return Response.json({ name, version, visibility, notices, href: packageHref(name) }, { status: 201 });
  },
);
