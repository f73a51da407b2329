import { accountUpload } from "@/lib/entry/upload";
import { publishUpload } from "@/lib/packages/publish/publish-upload";
import { uploadSchema } from "@/lib/packages/publish/schema";
import { packageHref } from "@/lib/paths";

/** The body is a .tgz. The middleware must not see it, because it would cut it off at 10 MB. */
export const POST = accountUpload(
  {
    name: "package.publish-upload",
    permission: "package:publish",
    entitlement: "publishes",
    audit: "version.published",
  },
  uploadSchema,
  async (ctx, { tag }, request) => {
    const length = request.headers.get("content-length");
    const { name, version, visibility, notices } = await publishUpload(ctx, {
      body: request.body ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() }),
      contentLength: length === null ? null : Number(length),
      tags: tag ? [tag] : [],
    });
    return Response.json({ name, version, visibility, notices, href: packageHref(name) }, { status: 201 });
  },
);
