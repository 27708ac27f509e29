import { expect, test } from '@jest/globals';
import { chooseFormat } from '../../../src/platform/responses/formats.js';

test.each([
  [undefined, 'json'],
  ['', 'json'],
  ['*/*', 'json'],
  ['application/*', 'json'],
  ['application/json', 'json'],
  ['APPLICATION/JSON; charset=utf-8', 'json'],
  ['text/csv', 'csv'],
  ['text/csv; charset=utf-8; header=present', 'csv'],
  ['text/*', 'csv'],
  ['application/x-ndjson', 'ndjson'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['text/html, application/xhtml+xml, */*;q=0.8', 'json'],
  ['text/csv, application/json', 'json'],
  ['text/csv;q=0.9, application/json;q=0.8', 'csv'],
  ['text/csv;q=0.8 , application/x-ndjson ; q=0.85', 'ndjson'],
  ['*/*, application/json;q=0', 'ndjson'],
  ['*/*;q=0.5, application/json;q=0.1, text/csv', 'csv'],
  ['text/*;q=1, text/csv;q=0.2, application/json;q=0.3', 'json'],
  ['text/csv;q=0', null],
  ['*/*;q=0', null],
  ['application/pdf', null],
  ['text/html', null],
  ['nonsense', null],
])('Accept: %s → %s', (accept, format) => {
  expect(chooseFormat(accept)).toBe(format);
});
