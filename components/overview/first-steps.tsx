import { loginCommand, scopeLine } from "@/components/overview/quick-start";
import { CardSection } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { CommandLine } from "@/components/ui/command-line";
import { LinkButton } from "@/components/ui/link-button";

type FirstStepsProps = {
  handle: string;
  registryUrl: string;
  /** The page for invitations; only for readers of an organization who may invite. */
  inviteHref: string | null;
  packagesHref: string;
};

/** Shown for an account without packages: three steps to the first one, with the account's own names. */
export function FirstSteps({ handle, registryUrl, inviteHref, packagesHref }: FirstStepsProps) {
  const manifest = JSON.stringify({ name: `@${handle}/first-package`, version: "1.0.0" }, null, 2);
  return (
    <CardSection
      title="Publish the first package"
      description="Run three commands in a terminal, in your package's folder."
      footer={
        <span className="flex flex-wrap items-center gap-2">
          Prefer the browser?
          <LinkButton size="sm" href={packagesHref}>
            Open packages
          </LinkButton>
          {inviteHref ? (
            <LinkButton size="sm" href={inviteHref}>
              Invite people
            </LinkButton>
          ) : null}
        </span>
      }
    >
      <ol className="grid grid-cols-1 gap-4 lg:grid-cols-3">
        <li className="flex min-w-0 flex-col gap-1.5">
          <h3 className="font-medium">1. Sign in</h3>
          <p className="text-ink-2 text-sm">A browser opens and asks you to approve this machine.</p>
          <CommandLine command={loginCommand(registryUrl)} what="Sign in to the registry" />
        </li>
        <li className="flex min-w-0 flex-col gap-1.5">
          <h3 className="font-medium">2. Set the name and registry</h3>
          <p className="text-ink-2 text-sm">The scope is the handle of this account.</p>
          <CodeBlock code={manifest} title="package.json" />
          <CodeBlock code={scopeLine(handle, registryUrl)} title=".npmrc" />
        </li>
        <li className="flex min-w-0 flex-col gap-1.5">
          <h3 className="font-medium">3. Publish</h3>
          <p className="text-ink-2 text-sm">We check, store and list it here.</p>
          <CommandLine command="npm publish" what="Publish" />
        </li>
      </ol>
    </CardSection>
  );
}
