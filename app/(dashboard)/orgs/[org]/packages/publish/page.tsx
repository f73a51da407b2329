import type { Metadata } from "next";
import { UploadForm } from "@/components/packages/upload-form";
import { requireAccount } from "@/lib/access/loaders";
import { maxPublishBytes } from "@/lib/packages/publish/loaders";

type OrganizationPublishProps = { params: Promise<{ org: string }> };

export async function generateMetadata({ params }: OrganizationPublishProps): Promise<Metadata> {
  return { title: `Publish package as ${(await requireAccount((await params).org)).account.name}` };
}

export default async function OrganizationPublishPage({ params }: OrganizationPublishProps) {
  const { account } = await requireAccount((await params).org);
  return <UploadForm handle={account.handle} maxBytes={maxPublishBytes()} />;
}
