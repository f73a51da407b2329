import type { TerminalLine } from "@/components/ui/terminal";

/** The commands of a tour of the product, with this installation's registry. */
export function landingSteps(registryUrl: string): { publish: TerminalLine[]; install: TerminalLine[] } {
  const registry = `--registry=${registryUrl}/`;
  return {
    publish: [
      { kind: "command", text: `npm login ${registry}` },
      { kind: "answer", text: "a browser opens, you approve, you are signed in" },
      { kind: "command", text: `npm config set @your-handle:registry ${registryUrl}/` },
      { kind: "command", text: "npm publish" },
      { kind: "answer", text: "+ @your-handle/first-package@1.0.0" },
    ],
    install: [
      { kind: "command", text: `npm login --scope=@your-team ${registry}` },
      { kind: "command", text: "npm install @your-team/ledger" },
      { kind: "answer", text: "a member installs; everybody else gets 404" },
    ],
  };
}
