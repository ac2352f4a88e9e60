/**
 * Adds up the JSON results of test runs for .ci/run. Arguments: how many steps failed, then the files of results.
 * Prints "N passed, N failed" and exits with 1 if anything failed. A test file that could not be loaded counts as one
 * failure; so does a step that failed without a failed test, such as the type check.
 */
import { existsSync, readFileSync } from 'node:fs';

const [steps = '0', ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const file of files.filter((path) => existsSync(path))) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  passed += numPassedTests;
  failed += numFailedTests + unloaded.length;
}
failed = Math.max(failed, Number(steps));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
