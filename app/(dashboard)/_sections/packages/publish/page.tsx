import { type SectionProps, titled } from "@/app/(dashboard)/_sections/section";
import { UploadForm } from "@/components/packages/upload-form";
import { accountOfRoute } from "@/lib/access/loaders";
import { maxPublishBytes } from "@/lib/packages/publish/loaders";

export const generateMetadata = titled(({ name }) => ({
  you: "Publish package",
  organization: `Publish package as ${name}`,
}));

export default async function PublishPage({ params }: SectionProps) {
  const { account } = await accountOfRoute((await params).org);
  return <UploadForm handle={account.handle} maxBytes={maxPublishBytes()} />;
}
