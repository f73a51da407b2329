import { describe, expect, it } from "vitest";
import { githubActionsFile, npmrcFile, yarnrcFile } from "@/components/registry/setup-files";

const literal = (name: string) => `\${${name}}`;

describe("the files of the setup page", () => {
  it("name scope, registry and the variable in npm's form", () => {
    expect(npmrcFile("globex", "https://npm.globex.example")).toBe(
      `@globex:registry=https://npm.globex.example/\n//npm.globex.example/:_authToken=${literal("PACKHOUSE_TOKEN")}\n`,
    );
  });

  it("keep a port and a path of the registry in the token's line", () => {
    expect(npmrcFile("globex", "http://localhost:4873")).toContain("//localhost:4873/:_authToken=");
    expect(npmrcFile("globex", "https://example.com/npm")).toContain("//example.com/npm/:_authToken=");
  });

  it("allow plain http in yarn only where the registry is plain http", () => {
    expect(yarnrcFile("globex", "http://localhost:4873")).toMatch(/^unsafeHttpWhitelist:\n {2}- "localhost"\n/);
    expect(yarnrcFile("globex", "https://npm.globex.example")).not.toContain("unsafeHttp");
    expect(yarnrcFile("globex", "https://npm.globex.example")).toContain("  globex:\n    npmRegistryServer:");
  });

  it("hold no token, only the name of its variable", () => {
    expect(githubActionsFile()).toContain("PACKHOUSE_TOKEN: $" + "{{ secrets.PACKHOUSE_TOKEN }}");
  });
});
