import type { Metadata } from "next";
import { ContentForm } from "@/components/packages/content-form";
import { personalContext } from "@/lib/access/loaders";
import { roomToPublish } from "@/lib/packages/publish/loaders";

export const metadata: Metadata = { title: "Publish content" };

export default async function PublishContentPage() {
  const ctx = await personalContext();
  const room = await roomToPublish(ctx);
  if (!room) return null;
  const { places, defaultVisibility } = room;
  return <ContentForm handle={ctx.account.handle} places={places} defaultVisibility={defaultVisibility} />;
}
