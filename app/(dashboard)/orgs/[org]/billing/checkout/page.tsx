import type { Metadata } from "next";
import { CheckoutPage } from "@/app/(dashboard)/_billing/checkout-page";
import { requireAccount } from "@/lib/access/loaders";
import type { SearchParams } from "@/lib/table";

type PageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Buy a plan, ${account.name}` };
}

export default async function OrganizationCheckoutPage({ params, searchParams }: PageProps) {
  return <CheckoutPage ctx={await requireAccount((await params).org)} params={await searchParams} />;
}
