import "server-only";
import { cache } from "react";
import type { AccountContext } from "@/lib/access/types";
import { env } from "@/lib/env";
import { publishRoom } from "@/lib/packages/publish/publish-outlook";
import type { PublishRoom } from "@/lib/packages/publish/types";

/** The account's room before a publish; null for a role that does not publish. */
export const roomToPublish = cache(
  async (ctx: AccountContext): Promise<PublishRoom | null> =>
    ctx.permissions.has("package:publish") ? publishRoom(ctx) : null,
);

/** The limit of one upload, in bytes. */
export function maxPublishBytes(): number {
  return env().MAX_PUBLISH_BYTES;
}
