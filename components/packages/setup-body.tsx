import {
  githubActionsFile,
  gitlabFile,
  npmrcFile,
  TOKEN_VARIABLE,
  yarnrcFile,
} from "@/components/packages/setup-files";
import { CardSection } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { CommandLine } from "@/components/ui/command-line";
import { LinkButton } from "@/components/ui/link-button";

type SetupBodyProps = { handle: string; registryUrl: string };

/** Files to commit and commands to type, with this organization's names. */
export function SetupBody({ handle, registryUrl }: SetupBodyProps) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <CardSection title="A person’s machine" description="A browser opens to approve it; no token has to be copied.">
        <div className="flex flex-col gap-2">
          <CommandLine
            command={`npm login --scope=@${handle} --registry=${registryUrl}/`}
            what="Sign in and set the scope"
          />
          <CommandLine command={`npm whoami --registry=${registryUrl}/`} what="See who you are signed in as" />
        </div>
      </CardSection>
      <CardSection
        title="A token for machines"
        description={`A pipeline signs in with a token in ${TOKEN_VARIABLE}. The read scope is enough to install.`}
        actions={<LinkButton href="/settings/tokens">Open tokens</LinkButton>}
        footer="Set an expiry and, if you know it, the address range of the pipeline."
      />
      <CardSection title="npm, pnpm and yarn 1" description="In the project, beside package.json. It holds no token.">
        <CodeBlock code={npmrcFile(handle, registryUrl)} title=".npmrc" />
      </CardSection>
      <CardSection
        title="yarn 4"
        description="In the project, beside package.json. It holds no token."
        footer={
          <>
            A person signs in with <code>yarn npm login --scope {handle}</code>; a pipeline gives the token in{" "}
            <code>YARN_NPM_AUTH_TOKEN</code>.
          </>
        }
      >
        <CodeBlock code={yarnrcFile(handle, registryUrl)} title=".yarnrc.yml" />
      </CardSection>
      <CardSection title="GitHub Actions" description="With the .npmrc above and the token as a secret.">
        <CodeBlock code={githubActionsFile(registryUrl)} title=".github/workflows/install.yml" />
      </CardSection>
      <CardSection title="GitLab CI" description="With the .npmrc above and the token as a variable.">
        <CodeBlock code={gitlabFile(registryUrl)} title=".gitlab-ci.yml" />
      </CardSection>
    </div>
  );
}
