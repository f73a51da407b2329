import { describe, expect, it, vi } from "vitest";
import { inputOf } from "@/lib/entry/route";

vi.mock("@/lib/access/request-info", () => ({ requestInfoOf: () => ({ requestId: "r" }) }));

function post(type: string, body: string): Request {
  return new Request("http://localhost/x", { method: "POST", headers: { "content-type": type }, body });
}

describe("inputOf", () => {
  it("reads JSON, forms and nothing", async () => {
    expect(await inputOf(post("application/json", '{"a":"1"}'))).toEqual({ a: "1" });
    expect(await inputOf(post("application/x-www-form-urlencoded", "a=1"))).toEqual({ a: "1" });
    expect(await inputOf(post("application/json", ""))).toEqual({});
  });

  it.each([
    ["application/json", "{"],
    ["multipart/form-data; boundary=x", "junk"],
    ["multipart/form-data", "junk"],
  ])("refuses %s that is none as wrong input", async (type, body) => {
    await expect(inputOf(post(type, body))).rejects.toMatchObject({ code: "VALIDATION" });
  });
});
