import { demoPersona } from "../fixtures/addresses";
import { expect, test } from "../fixtures/people";

const PACKAGE = "@acme/logger";

test("the tokens that the demo writes down install what their person's role may, and nothing else", async ({
  terminal,
}) => {
  const installs = async (key: string | null) => {
    const machine = await terminal(key === null ? null : (await demoPersona(key)).token);
    return machine.npm("install", PACKAGE);
  };
  for (const key of ["acme-owner", "acme-member"]) {
    const installed = await installs(key);
    expect(installed.code, `${key}: ${installed.out}`).toBe(0);
  }
  for (const [key, code] of [
    ["acme-billing", "E403"],
    ["acme-auditor", "E403"],
    ["globex-owner", "E404"],
    [null, "E404"],
  ] as const) {
    const refused = await installs(key);
    expect(refused.code, `${key}: ${refused.out}`).not.toBe(0);
    expect(refused.out, `${key}`).toContain(code);
  }
});
