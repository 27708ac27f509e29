const EVERY_MS = 5_000;

/**
 * Says what begins, then every five seconds how long it has taken and how far it is, then how long it took: whoever waits
 * sees that it goes on.
 */
export async function whileNotifying(title, howFar, work) {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(0)} s`;
  console.log(`▸ ${title}…`);
  const timer = setInterval(
    () => console.log(`  ${[seconds(), howFar()].filter(Boolean).join(', ')}`),
    EVERY_MS,
  );
  try {
    const result = await work();
    console.log(`  fait en ${seconds()}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
