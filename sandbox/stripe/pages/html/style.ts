/** One sheet for all pages. Plain on purpose: the sandbox must not look like somebody else's checkout. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #16181d; --muted: #5a6270; --line: #d5d9e0; --field: #8a929f;
  --accent: #1d4ed8; --on-accent: #ffffff; --bad: #b42318; --bad-page: #fef3f2; --good: #146c43; --good-page: #eefaf3;
  --note: #4a3b00; --note-page: #fff4cc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101216; --card: #191c22; --text: #eceef2; --muted: #a5adba; --line: #343a45; --field: #6f7886;
    --accent: #8fb4ff; --on-accent: #0b1530; --bad: #ff9c92; --bad-page: #331a18; --good: #7fd8a6; --good-page: #12291d;
    --note: #ffe9a3; --note-page: #3a3000;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
.sandbox { margin: 0; padding: .5rem 1rem; background: var(--note-page); color: var(--note); text-align: center; font-size: .875rem; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
main.narrow { max-width: 34rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.125rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
.muted { color: var(--muted); font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1.25rem; margin: 0 0 1rem; }
.columns { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
@media (min-width: 56rem) { .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr); gap: 2rem; } }
.pair { display: grid; gap: 0 1rem; align-items: end; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.row { display: flex; gap: .5rem 1rem; justify-content: space-between; align-items: baseline; flex-wrap: wrap; }
.actions { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center; }
.lines { list-style: none; margin: 0 0 1rem; padding: 0; }
.lines > li { padding: .625rem 0; border-bottom: 1px solid var(--line); }
.sums { margin: 0 0 1rem; }
.sums > div { display: flex; justify-content: space-between; gap: 1rem; padding: .25rem 0; }
.sums dd { margin: 0; font-variant-numeric: tabular-nums; }
.sums .total { font-weight: 600; border-top: 1px solid var(--line); margin-top: .375rem; padding-top: .625rem; }
.amount { font-variant-numeric: tabular-nums; white-space: nowrap; }
label { display: block; font-weight: 500; font-size: .9375rem; margin: 0 0 .25rem; }
legend { font-weight: 650; font-size: 1.0625rem; margin: 0 0 .625rem; padding: 0; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; min-width: 0; }
.field { margin: 0 0 .875rem; min-width: 0; }
input, select { font: inherit; width: 100%; min-height: 2.75rem; padding: .5rem .625rem; color: inherit;
  background: var(--page); border: 1px solid var(--field); border-radius: .375rem; }
input[type=radio], input[type=checkbox] { width: auto; min-height: 0; margin: 0 .5rem 0 0; }
.choice { display: flex; align-items: center; font-weight: 400; padding: .375rem 0; margin: 0; }
input[aria-invalid=true] { border-color: var(--bad); }
.error { color: var(--bad); font-size: .875rem; margin: .25rem 0 0; }
.alert { border: 1px solid currentColor; border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1rem; background: var(--bad-page); color: var(--bad); }
.alert.good { background: var(--good-page); color: var(--good); }
.alert p:last-child { margin: 0; }
button, .button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1rem; border-radius: .375rem; cursor: pointer;
  border: 1px solid var(--field); background: var(--card); color: var(--text); text-decoration: none; display: inline-block; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.wide { width: 100%; }
.stepper > label { flex-basis: 100%; margin: 0; }
.stepper { display: flex; gap: .375rem; flex-wrap: wrap; align-items: center; margin-top: .5rem; }
.stepper input { width: 5.5rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; min-height: 0; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); }
.scroll { position: relative; overflow-x: auto; margin: 0 0 1rem; }
.parties { align-items: start; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
caption { text-align: left; font-weight: 500; padding-bottom: .5rem; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th.amount, td.amount { text-align: right; padding-left: .25rem; }
th:last-child, td:last-child { padding-right: 0; }
@media (max-width: 30rem) { table { font-size: .8125rem; } th, td { padding-right: .5rem; } }
details { margin: 0 0 1rem; }
summary { cursor: pointer; min-height: 2rem; }
code { font: .875rem ui-monospace, monospace; white-space: nowrap; }
.tag { display: inline-block; margin-bottom: .5rem; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .625rem; font-size: .8125rem; white-space: nowrap; }
`;
