import type { Metadata } from "next";
import { ContentForm } from "@/components/packages/content-form";
import { requireAccount } from "@/lib/access/loaders";
import { roomToPublish } from "@/lib/packages/publish/loaders";

type OrganizationContentProps = { params: Promise<{ org: string }> };

export async function generateMetadata({ params }: OrganizationContentProps): Promise<Metadata> {
  return { title: `Publish content as ${(await requireAccount((await params).org)).account.name}` };
}

export default async function OrganizationContentPage({ params }: OrganizationContentProps) {
  const ctx = await requireAccount((await params).org);
  const room = await roomToPublish(ctx);
  if (!room) return null;
  const { places, defaultVisibility } = room;
  return <ContentForm handle={ctx.account.handle} places={places} defaultVisibility={defaultVisibility} />;
}
