import type { Fields } from "../../types";
import { type Filled, type Option, selectField, textField } from "../html/fields-form";
import { countryName } from "../html/format";
import { type Html, html } from "../html/html";
import { typed } from "../html/read";

export type TypedCard = {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
  name: string;
  country: string;
  postalCode: string;
};

/** Stripe's own test numbers, https://docs.stripe.com/testing, with what each does. */
const HINTS = [
  ["4242 4242 4242 4242", "is charged"],
  ["4000 0027 6000 3184", "asks for 3-D Secure"],
  ["4000 0000 0000 0002", "is declined"],
  ["4000 0000 0000 9995", "is declined: insufficient funds"],
  ["4000 0000 0000 0341", "is saved, then declined at every charge"],
  ["4000 0000 0000 0069", "is declined: expired"],
  ["4000 0000 0000 0127", "is declined: wrong security code"],
  ["4000 0000 0000 0119", "is declined: processing error"],
  ["4000 0000 0000 0259", "is charged, then disputed"],
] as const;

const COUNTRIES: readonly Option[] = "US,GB,DE,FR,NL,ES,IT,PL,AT,BE,CH,DK,FI,IE,NO,PT,SE,CA,AU,NZ,JP,SG,IN,BR,MX,ZA"
  .split(",")
  .map((code) => [code, countryName(code)] as const);

export function countryField(filled: Filled, name = "country"): Html {
  return selectField(filled, name, "Country or region", COUNTRIES);
}

/** The fields of a card. Without scripts the browser formats nothing, so spaces are taken as they come. */
export function cardFields(filled: Filled): Html {
  return html`<fieldset><legend>Card</legend>
${textField(filled, "number", "Card number", { autocomplete: "cc-number", inputmode: "numeric", placeholder: "4242 4242 4242 4242" })}
<div class="pair">
${textField(filled, "expiry", "Expiry (MM / YY)", { autocomplete: "cc-exp", inputmode: "numeric", placeholder: "12 / 34" })}
${textField(filled, "cvc", "CVC", { autocomplete: "cc-csc", inputmode: "numeric", placeholder: "123" })}
</div>
${textField(filled, "name", "Name on card", { autocomplete: "cc-name" })}
<div class="pair">
${countryField(filled)}
${textField(filled, "postal_code", "ZIP or postal code", { autocomplete: "postal-code" })}
</div>
</fieldset>
<details><summary>Test card numbers</summary>
<ul class="muted">${HINTS.map(([number, does]) => html`<li><code>${number}</code> ${does}</li>`)}</ul>
<p class="muted">Any expiry in the future, any three digits, any name and postal code.</p>
</details>`;
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function readExpiry(text: string): { month: number; year: number } | undefined {
  const [, month, year = ""] = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(text) ?? [];
  if (month === undefined || Number(month) < 1 || Number(month) > 12) return undefined;
  return { month: Number(month), year: year.length === 2 ? 2000 + Number(year) : Number(year) };
}

/** `now` in Unix seconds. Says what is wrong in Stripe's words, by field. */
export function readCard(input: Fields, now: number): { card: TypedCard } | { problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const number = typed(input, "number").replace(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(number)) problems.number = "Your card number is incomplete.";
  else if (!passesLuhn(number)) problems.number = "Your card number is invalid.";
  const expiry = readExpiry(typed(input, "expiry"));
  const today = new Date(now * 1000);
  const thisMonth = today.getUTCFullYear() * 12 + today.getUTCMonth() + 1;
  if (!expiry) problems.expiry = "Your card's expiration date is incomplete.";
  else if (expiry.year * 12 + expiry.month < thisMonth) problems.expiry = "Your card's expiration date is in the past.";
  const cvc = typed(input, "cvc");
  if (!/^\d{3,4}$/.test(cvc)) problems.cvc = "Your card's security code is incomplete.";
  const name = typed(input, "name");
  if (name === "") problems.name = "Enter the name on the card.";
  if (!expiry || Object.keys(problems).length > 0) return { problems };
  return {
    card: {
      number,
      expMonth: expiry.month,
      expYear: expiry.year,
      cvc,
      name,
      country: typed(input, "country") || "US",
      postalCode: typed(input, "postal_code"),
    },
  };
}

/** What goes back into the form after a problem: everything but the card's secrets. */
const SECRET = new Set(["number", "cvc"]);

export function typedAgain(input: Fields, problems: Record<string, string>): Filled {
  const values = Object.keys(input).map((name) => [name, typed(input, name)] as const);
  return { values: Object.fromEntries(values.filter(([name]) => !SECRET.has(name))), problems };
}
