import { createHash } from 'node:crypto';
import { bilingual, type Language } from '../../kernel/language.js';
import { html, Html } from './html.js';

/** What a page says; the rest is alike on all of them. */
export interface Page {
  readonly status: number;
  readonly title: string;
  /** Said by the name of the window before the title: it is read out first when a form comes back. */
  readonly mistaken?: string;
  readonly body: Html;
  /** Where this page stands in the other language, if its address can be asked for. */
  readonly other?: string;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2733; --quiet: #51606f; --paper: #fff; --wash: #f3f6f8; --line: #7a8896; --act: #0b5c8a; --on-act: #fff; --wrong: #a3161a; --done: #1b6b36 }
@media (prefers-color-scheme: dark) { :root { --ink: #eef2f5; --quiet: #b3c0cb; --paper: #1a222b; --wash: #10161c; --line: #8795a1; --act: #7cc4ee; --on-act: #0c1a24; --wrong: #ff9a96; --done: #86d6a0 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--wash); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
header, main { max-width: 34rem; margin: 0 auto; padding: 0 1.25rem }
header { display: flex; justify-content: space-between; align-items: center; min-height: 4rem }
.brand { margin: 0; font-weight: 700; letter-spacing: .01em }
main { background: var(--paper); border-radius: .75rem; padding: 1.5rem 1.25rem 2rem; margin-bottom: 3rem }
@media (max-width: 36rem) { main { border-radius: 0 } }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem }
p { margin: 0 0 1rem }
a { color: var(--act) }
header a { display: inline-block; padding: .6rem 0 }
form { margin: 1.5rem 0 0 }
.field { margin: 0 0 1.25rem }
label { display: block; font-weight: 600 }
.hint { color: var(--quiet); margin: .15rem 0 .4rem; font-size: .9375rem }
h2 { font-size: 1.125rem; margin: 1.75rem 0 .5rem }
fieldset { min-width: 0; border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1.25rem; padding: .5rem 1rem 1rem }
fieldset > label:not(.choice) { margin-top: .75rem }
legend { font-weight: 600; padding: 0 .35rem }
.choice { display: flex; gap: .6rem; align-items: center; min-height: 2.75rem; font-weight: 400 }
.choice input { width: 1.25rem; height: 1.25rem; margin: 0; flex: none }
input[type=password], input[type=email], input[type=text], input[type=date], textarea { width: 100%; min-height: 3rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--paper); border: 2px solid var(--line); border-radius: .5rem }
input[aria-invalid], textarea[aria-invalid] { border-color: var(--wrong) }
button { width: 100%; min-height: 3rem; padding: .6rem 1.25rem; font: inherit; font-weight: 600; color: var(--on-act); background: var(--act); border: 0; border-radius: .5rem; cursor: pointer }
button.quiet { color: var(--act); background: transparent; border: 2px solid var(--act); margin-top: .75rem }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
.wrong { color: var(--wrong); font-weight: 600 }
.field .wrong { margin: .15rem 0 .4rem; font-weight: 400 }
.summary { border-left: .3rem solid var(--wrong); padding: .25rem 0 .25rem 1rem; margin: 0 0 1.25rem }
.summary p { margin: 0 }
.summary ul { margin: 0; padding-left: 1.25rem }
.done { border-left: .3rem solid var(--done); padding-left: 1rem }
`;

/** Not a blank more than what was hashed. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

/** Nothing runs, nothing is fetched, nobody frames it: the one style is known by its hash. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join(';'),
  'referrer-policy': 'no-referrer',
  vary: 'Accept-Language',
  'x-robots-tag': 'noindex, nofollow',
};

const OTHER = bilingual('English', 'Français');
const OTHER_LANGUAGE: Readonly<Record<Language, Language>> = { fr: 'en', en: 'fr' };

/** The whole page. */
export function layOut({ title, mistaken = '', body, other }: Page, language: Language): string {
  const next = OTHER_LANGUAGE[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${mistaken}${title} – Palier</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <header>
          <p class="brand">Palier</p>
          ${other === undefined ? null : html`<a href="${other}" hreflang="${next}" lang="${next}">${OTHER[language]}</a>`}
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.text;
}
