import { redirect } from "next/navigation";
import { requireAccount } from "@/lib/access/loaders";
import { accountPaths } from "@/lib/paths";

export default async function GovernancePage({ params }: { params: Promise<{ org: string }> }) {
  const { account } = await requireAccount((await params).org);
  redirect(accountPaths(account).audit);
}
