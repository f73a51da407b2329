import type { Metadata } from "next";
import { UploadForm } from "@/components/packages/upload-form";
import { personalContext } from "@/lib/access/loaders";
import { maxPublishBytes } from "@/lib/packages/publish/loaders";

export const metadata: Metadata = { title: "Publish package" };

export default async function PublishPage() {
  const { account } = await personalContext();
  return <UploadForm handle={account.handle} maxBytes={maxPublishBytes()} />;
}
