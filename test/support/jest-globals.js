let current;

export function useGlobals(globals) {
  current = globals;
}

const forward = (name) =>
  new Proxy(() => {}, {
    apply: (target, self, args) => current[name](...args),
    get: (target, key) => current[name][key],
  });

export const afterAll = forward('afterAll');
export const afterEach = forward('afterEach');
export const beforeAll = forward('beforeAll');
export const beforeEach = forward('beforeEach');
export const describe = forward('describe');
export const expect = forward('expect');
export const it = forward('it');
export const test = forward('test');

/** What the tests use of Jest's own object. */
export const jest = {
  setTimeout(ms) {
    globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms;
  },
};
