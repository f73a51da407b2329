import { redirect } from "next/navigation";

type Params = { params: Promise<{ id: string }> };

/**
 * The address that a terminal prints. Its code leaves the address bar, so that a person who is asked for it looks into
 * the terminal.
 */
export default async function PrintedLoginPage({ params }: Params) {
  redirect(`/login/registry/${encodeURIComponent((await params).id)}`);
}
