import type { Metadata } from "next";
import { BillingPage } from "@/app/(dashboard)/_billing/billing-page";
import { requireAccount } from "@/lib/access/loaders";
import type { SearchParams } from "@/lib/table";

type PageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Billing of ${account.name}` };
}

export default async function OrganizationBillingPage({ params, searchParams }: PageProps) {
  return <BillingPage ctx={await requireAccount((await params).org)} params={await searchParams} />;
}
