import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FailureNote } from "@/components/feedback/failure-note";

const failure = {
  title: "Unavailable right now",
  message: "Billing cannot be reached.",
  next: "Try again in a minute.",
};

function said(fields?: Record<string, string[]>): string {
  return renderToStaticMarkup(<FailureNote failure={failure} fields={fields} />).replace(/<[^>]*>/g, " ");
}

describe("the note of a failure", () => {
  it("says what happened, why and what next", () => {
    for (const words of Object.values(failure)) expect(said()).toContain(words);
  });

  it("is silent where a field says it, and not for the whole form's own fault", () => {
    expect(said({ name: ["Too long."] }).trim()).toBe("");
    expect(said({ "": ["Choose one."] })).toContain(failure.message);
  });

  it("announces itself: the element is there before anything fails", () => {
    expect(renderToStaticMarkup(<FailureNote failure={null} />)).toContain('aria-live="assertive"');
  });
});
