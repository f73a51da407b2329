import { expect, it } from "vitest";
import { leaveFor, seeOther } from "@/lib/entry/redirects";

it("answers a form with 303 and its cookies", () => {
  const response = seeOther("/overview", ["a=1; Path=/", "b=2; Path=/"]);
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe("/overview");
  expect(response.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
});

it("leaves for another origin as a page, with the address escaped", async () => {
  const response = leaveFor('https://id.example/authorize?a=1&b="><script>', ["state=x"]);
  expect(response.status).toBe(200);
  expect(response.headers.get("refresh")).toContain("https://id.example/authorize");
  expect(await response.text()).not.toContain("<script>");
});
