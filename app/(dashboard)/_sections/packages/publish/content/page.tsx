import { type SectionProps, titled } from "@/app/(dashboard)/_sections/section";
import { ContentForm } from "@/components/packages/content-form";
import { ContentPreview } from "@/components/packages/content-preview";
import { FIRST_KIND, starterDocument } from "@/components/packages/starter-document";
import { accountOfRoute } from "@/lib/access/loaders";
import { roomToPublish } from "@/lib/packages/publish/loaders";

export const generateMetadata = titled(({ name }) => ({
  you: "Publish content",
  organization: `Publish content as ${name}`,
}));

export default async function PublishContentPage({ params }: SectionProps) {
  const ctx = await accountOfRoute((await params).org);
  const room = await roomToPublish(ctx);
  if (!room) return null;
  const { places, defaultVisibility } = room;
  const preview = <ContentPreview kind={FIRST_KIND} document={JSON.parse(starterDocument(FIRST_KIND))} />;
  return (
    <ContentForm handle={ctx.account.handle} places={places} defaultVisibility={defaultVisibility} preview={preview} />
  );
}
