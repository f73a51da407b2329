import type { Metadata } from "next";
import { InvoicePage } from "@/app/(dashboard)/_billing/invoice-page";
import { requireAccount } from "@/lib/access/loaders";

type PageProps = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Invoice of ${account.name}` };
}

export default async function OrganizationInvoicePage({ params }: PageProps) {
  const { org, id } = await params;
  return <InvoicePage ctx={await requireAccount(org)} id={id} />;
}
