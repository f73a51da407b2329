import { describe, expect, it } from "vitest";
import { actionWords, actorWords, pathWords, reasonWords, valueWords } from "@/components/audit/event-words";
import { AUDIT_ACTION_NAMES } from "@/lib/audit/catalogue";

describe("the words of an event", () => {
  it("exist for every event of the catalogue, and an unknown one keeps its name", () => {
    for (const name of AUDIT_ACTION_NAMES) expect(actionWords(name)).not.toBe(name);
    expect(actionWords("future.happened")).toBe("future.happened");
  });

  it("say by what an attempt was refused", () => {
    expect(reasonWords("LIMIT_REACHED")).toBe("by limit");
    expect(reasonWords("SOMETHING_NEW")).toBe("something new");
  });

  it("tell a person from a token of that person", () => {
    const ada = { actorType: "user", actorName: "Ada", keyName: "" };
    expect(actorWords(ada)).toEqual({ name: "Ada", note: null });
    expect(actorWords({ ...ada, actorType: "key", keyName: "ci" })).toEqual({ name: "Ada", note: "token ci" });
  });

  it("write values and paths for people", () => {
    expect([null, "", [], false, 0, ["a", "b"]].map((value) => valueWords(value))).toEqual([
      "none",
      "none",
      "none",
      "no",
      "0",
      "a, b",
    ]);
    expect(pathWords("defaultVisibility")).toBe("default visibility");
    expect(pathWords("package.name")).toBe("package name");
  });
});
