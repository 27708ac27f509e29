import { bilingual, type Bilingual, type Language } from '../../kernel/language.js';
import { html, type Html } from './html.js';

/** A mistake, by the name of the field in which it is. */
export type Mistakes = Readonly<Record<string, readonly Bilingual[]>>;

export interface FormField {
  readonly name: string;
  readonly type: 'password' | 'email';
  readonly label: Bilingual;
  readonly hint?: Bilingual;
  readonly autocomplete: 'new-password' | 'email';
  readonly value?: string;
}

export interface Form {
  /** The last part of the page's own address: without its query, which holds the token. */
  readonly action: string;
  readonly fields: readonly FormField[];
  readonly button: Bilingual;
  readonly hidden: Readonly<Record<string, string>>;
  /** Whose password is chosen: programs that keep passwords put it beside. */
  readonly username?: string;
}

const SUMMARY = bilingual('À corriger :', 'To be corrected:');

/** Mistakes are told above the form, each a way to its field, and again at the field. */
export function formOf(
  { action, fields, button, hidden, username }: Form,
  mistakes: Mistakes,
  language: Language,
): Html {
  return html`${summaryOf(fields, mistakes, language)}
    <form method="post" action="${action}" novalidate>
      ${Object.entries({ ...hidden, lang: language }).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      ${username === undefined ? null : html`<input type="email" name="username" value="${username}" autocomplete="username" readonly hidden />`}
      ${fields.map((field) => fieldOf(field, mistakes[field.name] ?? [], language))}
      <button>${button[language]}</button>
    </form>`;
}

function summaryOf(fields: readonly FormField[], mistakes: Mistakes, language: Language): Html | null {
  const wrong = fields.flatMap((field) =>
    (mistakes[field.name] ?? []).map((mistake) => ({ field, mistake })),
  );
  if (wrong.length === 0) return null;
  return html`<div class="summary" role="alert">
    <p class="wrong">${SUMMARY[language]}</p>
    <ul>
      ${wrong.map(({ field, mistake }) => html`<li><a href="#${field.name}">${field.label[language]}</a>${language === 'fr' ? ' : ' : ': '}${mistake[language]}</li>`)}
    </ul>
  </div>`;
}

function fieldOf(field: FormField, mistakes: readonly Bilingual[], language: Language): Html {
  const { name, type, label, hint, autocomplete, value } = field;
  const described = [...(hint ? [`${name}-hint`] : []), ...(mistakes.length > 0 ? [`${name}-wrong`] : [])];
  return html`<div class="field">
    <label for="${name}">${label[language]}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint[language]}</p>` : null}
    ${mistakes.length > 0 ? html`<p class="wrong" id="${name}-wrong">${mistakes.map((one) => one[language]).join(' ')}</p>` : null}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      required${value === undefined ? null : html` value="${value}"`}${described.length > 0 ? html` aria-describedby="${described.join(' ')}"` : null}${mistakes.length > 0 ? html` aria-invalid="true"` : null}
    />
  </div>`;
}
