import { describe, expect, it } from "vitest";
import { githubActionsFile, gitlabFile, npmrcFile, tokenCommand, yarnrcFile } from "@/components/packages/setup-files";

const variable = ["$", "{PACKHOUSE_TOKEN}"].join("");

describe("the files of the setup page", () => {
  it("send the scope here and hold no token, which would stand in for each person's own", () => {
    expect(npmrcFile("globex", "https://npm.globex.example")).toBe("@globex:registry=https://npm.globex.example/\n");
    expect(yarnrcFile("globex", "https://npm.globex.example")).not.toMatch(/token/i);
  });

  it("keep a port and a path of the registry in the token's line", () => {
    expect(tokenCommand("http://localhost:4873")).toBe(`npm config set '//localhost:4873/:_authToken=${variable}'`);
    expect(tokenCommand("https://example.com/npm")).toContain("'//example.com/npm/:_authToken=");
  });

  it("allow plain http in yarn only where the registry is plain http", () => {
    expect(yarnrcFile("globex", "http://localhost:4873")).toMatch(/^unsafeHttpWhitelist:\n {2}- "localhost"\n/);
    expect(yarnrcFile("globex", "https://npm.globex.example")).not.toContain("unsafeHttp");
    expect(yarnrcFile("globex", "https://npm.globex.example")).toContain(
      '  globex:\n    npmRegistryServer: "https://npm.globex.example"\n    npmPublishRegistry: "https://npm.globex.example"',
    );
    expect(yarnrcFile("globex", "https://npm.globex.example")).toContain('npmPreapprovedPackages:\n  - "@globex/*"');
  });

  it("give a pipeline the token by its variable", () => {
    for (const file of [githubActionsFile("http://localhost:4873"), gitlabFile("http://localhost:4873")]) {
      expect(file).toContain(tokenCommand("http://localhost:4873"));
    }
  });
});
