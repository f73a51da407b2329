import type { Metadata } from "next";
import { CancelledPage } from "@/app/(dashboard)/_billing/outcome-page";
import { requireAccount } from "@/lib/access/loaders";

type PageProps = { params: Promise<{ org: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Nothing was bought, ${account.name}` };
}

export default async function OrganizationCancelledPage({ params }: PageProps) {
  return <CancelledPage ctx={await requireAccount((await params).org)} />;
}
