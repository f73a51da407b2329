import { CodeBlock } from "@/components/ui/code-block";
import { CommandLine } from "@/components/ui/command-line";
import { CopyButton } from "@/components/ui/copy-button";
import type { ClientSetup } from "@/lib/identity/api-keys/types";

type TokenSecretProps = { token: string; setup: ClientSetup };

/** The pressed button is gone with its form: reading continues here, from the top. */
function takeFocus(element: HTMLElement | null) {
  element?.focus();
}

/** Shows the token once, with the lines that make each client use it. */
export function TokenSecret({ token, setup }: TokenSecretProps) {
  return (
    <section
      ref={takeFocus}
      tabIndex={-1}
      aria-label="The new token"
      className="grid grid-cols-1 gap-4 focus:outline-none"
    >
      <div className="flex items-center gap-1 rounded-md border border-accent-line bg-accent-soft py-1 pr-1 pl-3">
        <code data-testid="token" className="min-w-0 flex-1 break-all text-[13px]">
          {token}
        </code>
        <CopyButton text={token} what="token" />
      </div>
      <section aria-label="npm" className="grid grid-cols-1 gap-1.5">
        <p className="text-ink-2 text-sm">For npm on this machine:</p>
        <CommandLine command={setup.command} what="npm command" />
      </section>
      <section aria-label="Files" className="grid grid-cols-1 gap-1.5">
        <p className="text-ink-2 text-sm">
          Or in a file, with the scopes that come from here. npm and pnpm read the first, yarn 4 the second. Keep both
          out of version control.
        </p>
        <CodeBlock title=".npmrc" code={setup.npmrc} />
        <CodeBlock title=".yarnrc.yml" code={setup.yarnrc} />
      </section>
    </section>
  );
}
