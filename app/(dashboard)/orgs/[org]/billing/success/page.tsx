import type { Metadata } from "next";
import { SuccessPage } from "@/app/(dashboard)/_billing/outcome-page";
import { requireAccount } from "@/lib/access/loaders";
import type { SearchParams } from "@/lib/table";

type PageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Your purchase, ${account.name}` };
}

export default async function OrganizationSuccessPage({ params, searchParams }: PageProps) {
  return <SuccessPage ctx={await requireAccount((await params).org)} params={await searchParams} />;
}
