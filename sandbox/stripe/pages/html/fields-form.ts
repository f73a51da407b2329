import { type Html, html, type Part } from "./html";

/** What was typed, and what is wrong with it, by the name of the field. */
export type Typed = Readonly<Record<string, string>>;
export type Problems = Readonly<Record<string, string>>;
export type Filled = { values: Typed; problems: Problems };

export const EMPTY: Filled = { values: {}, problems: {} };

type Look = { autocomplete?: string; placeholder?: string; inputmode?: string; type?: string; form?: string };

function attribute(name: string, value: string | undefined): Part {
  return value === undefined || value === "" ? null : html` ${name}="${value}"`;
}

function problemOf(name: string, problem: string | undefined): Part {
  return problem === undefined ? null : html`<p class="error" id="${name}-problem">${problem}</p>`;
}

export function textField(filled: Filled, name: string, label: string, look: Look = {}): Html {
  const problem = filled.problems[name];
  const described = problem === undefined ? undefined : `${name}-problem`;
  return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${look.type ?? "text"}" value="${filled.values[name] ?? ""}"${[
    attribute("autocomplete", look.autocomplete),
    attribute("placeholder", look.placeholder),
    attribute("inputmode", look.inputmode),
    attribute("form", look.form),
    attribute("aria-describedby", described),
    attribute("aria-invalid", described && "true"),
  ]}>${problemOf(name, problem)}</div>`;
}

export type Option = readonly [value: string, label: string];

export function selectField(filled: Filled, name: string, label: string, options: readonly Option[]): Html {
  const chosen = filled.values[name] ?? "";
  return html`<div class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}">${options.map(
    ([value, words]) => html`<option value="${value}"${value === chosen ? html` selected` : ""}>${words}</option>`,
  )}</select>${problemOf(name, filled.problems[name])}</div>`;
}

/** A button of a form that does one named thing. */
export function actionButton(action: string, label: Part, look: { main?: boolean; wide?: boolean } = {}): Html {
  const classes = [look.main ? "main" : "", look.wide ? "wide" : ""].filter((name) => name !== "").join(" ");
  return html`<button type="submit" name="action" value="${action}"${attribute("class", classes)}>${label}</button>`;
}

export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}
