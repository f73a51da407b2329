import { CardSection } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { CommandLine } from "@/components/ui/command-line";
import type { ExamplePackage } from "@/lib/overview/types";

type QuickStartProps = { handle: string; registryUrl: string; example: ExamplePackage | null };

/** npm writes and compares registry addresses with a slash at the end. */
export function scopeLine(handle: string, registryUrl: string): string {
  return `@${handle}:registry=${registryUrl}/`;
}

export function loginCommand(registryUrl: string): string {
  return `npm login --registry=${registryUrl}/`;
}

/** The exact commands to install from and publish to this account. */
export function QuickStart({ handle, registryUrl, example }: QuickStartProps) {
  return (
    <CardSection title="In a terminal" description={`npm, pnpm and yarn take @${handle} packages from this registry.`}>
      <ol className="flex flex-col gap-3 text-ink-2 text-sm">
        <li className="flex flex-col gap-1">
          Sign in once on this machine. A browser opens to approve it.
          <CommandLine command={loginCommand(registryUrl)} what="Sign in to the registry" />
        </li>
        <li className="flex flex-col gap-1">
          Point the scope to this registry in the project’s .npmrc.
          <CodeBlock code={scopeLine(handle, registryUrl)} title=".npmrc" />
        </li>
        <li className="flex flex-col gap-1">
          {example ? "Install." : `Publish a package named @${handle}/….`}
          {example ? (
            <CommandLine command={`npm install ${example.name}`} what="Install the newest package" />
          ) : (
            <CommandLine command="npm publish" what="Publish" />
          )}
        </li>
      </ol>
    </CardSection>
  );
}
