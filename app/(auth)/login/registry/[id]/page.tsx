import type { Metadata } from "next";
import { ApproveLogin } from "@/components/identity/approve-login";
import { AuthFrame } from "@/components/layout/auth-frame";
import { CommandLine } from "@/components/ui/command-line";
import { DescriptionList } from "@/components/ui/description-list";
import { approveRegistryLoginAction } from "@/lib/identity/api-keys/actions";
import { registryLoginPage } from "@/lib/identity/api-keys/loaders";
import { waitedWords } from "@/lib/identity/api-keys/login-rules";

export const metadata: Metadata = { title: "Approve a registry login", robots: { index: false } };

export default async function RegistryLoginPage({ params }: { params: Promise<{ id: string }> }) {
  const { handle, name, registryUrl, login, room } = await registryLoginPage((await params).id);
  if (!login) {
    return (
      <AuthFrame
        title="This login is no longer waiting"
        description="It was answered already, or it is older than ten minutes. Start another login in your terminal."
      >
        <CommandLine command={`npm login --auth-type=web --registry=${registryUrl}/`} what="login command" />
      </AuthFrame>
    );
  }
  const facts = [
    { term: "Asked by", value: login.client },
    ...(login.hostname ? [{ term: "On", value: <code>{login.hostname}</code> }] : []),
    { term: "From", value: <code>{login.address || "an unknown address"}</code> },
    { term: "This browser", value: <code>{login.browserAddress || "an unknown address"}</code> },
    ...(login.code === null ? [] : [{ term: "Code", value: <code className="text-ink">{login.code}</code> }]),
    { term: "Started", value: waitedWords(login.startedSecondsAgo) },
    {
      term: "Logs in as",
      value: (
        <>
          {name} (<code>@{handle}</code>)
        </>
      ),
    },
  ];
  return (
    <AuthFrame
      title="Allow a terminal to log in as you?"
      description={`It is waiting for the registry at ${registryUrl}.`}
    >
      <DescriptionList className="mb-4" facts={facts} />
      <ApproveLogin
        id={login.id}
        asksForCode={login.code === null}
        room={room}
        approve={approveRegistryLoginAction.bind(null, handle)}
      />
    </AuthFrame>
  );
}
