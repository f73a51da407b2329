import { redirect } from "next/navigation";
import { requireAccount } from "@/lib/access/loaders";

export default async function OrganizationPage({ params }: { params: Promise<{ org: string }> }) {
  const { account } = await requireAccount((await params).org);
  redirect(`/orgs/${account.handle}/overview`);
}
