// Reads what the suites left in a folder: `line FOLDER SUITE` tells of one, `end FOLDER` of all, with the exit code of the run.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const timedOut = new Set([124, 137]);

// A suite that was killed, crashed or held no test counts as one failure beside those it reported.
function read(folder, suite) {
  const report = parse(join(folder, `${suite}.json`));
  const exit = Number(text(join(folder, `${suite}.exit`)) || 0);
  if (report?.notRun !== undefined)
    return { suite, passed: 0, failed: report.notRun > 0 ? [] : ['no test was found'], skipped: [`${report.notRun} tests, because ${report.reason}`], skips: report.notRun };

  const tests = report?.results?.tests ?? [];
  const named = status => tests.filter(t => t.status === status).map(t => t.name);
  const [passed, failed] = [named('passed').length, named('failed')];
  const skipped = tests.filter(t => !['passed', 'failed'].includes(t.status)).map(t => t.extra?.reason ? `${t.name}: ${t.extra.reason}` : t.name);
  if (timedOut.has(exit)) failed.push('the suite did not end in time');
  else if (!report) failed.push(`the suite crashed with exit code ${exit}`);
  else if (tests.length === 0) failed.push('the suite ran no test');
  else if (exit !== 0 && failed.length === 0) failed.push(`the suite ended with exit code ${exit}`);
  const { start = 0, stop = 0 } = report?.results?.summary ?? {};
  return { suite, passed, failed, skipped, skips: skipped.length, seconds: Math.round((stop - start) / 1000) };
}

function text(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function parse(file) {
  try {
    return JSON.parse(text(file));
  } catch {
    return undefined;
  }
}

function counts({ passed, failed, skips }) {
  return `${passed} passed, ${failed} failed${skips > 0 ? `, ${skips} skipped` : ''}`;
}

const [mode, folder, only] = process.argv.slice(2);
if (mode === 'line') {
  const suite = read(folder, only);
  console.log(`${only}: ${counts({ ...suite, failed: suite.failed.length })} (${suite.seconds ?? 0} s)`);
} else {
  const suites = readdirSync(folder).filter(f => f.endsWith('.Tests.json') || f.endsWith('.Tests.exit'))
    .map(f => f.replace(/\.(json|exit)$/, ''));
  const all = [...new Set(suites)].sort().map(s => read(folder, s));
  for (const { suite, failed } of all) for (const name of failed) console.log(`FAILED   ${suite}: ${name}`);
  for (const { suite, skipped } of all) for (const name of skipped) console.log(`SKIPPED  ${suite}: ${name}`);
  const sum = of => all.reduce((total, suite) => total + of(suite), 0);
  // No suite at all is no success.
  const total = { passed: sum(s => s.passed), failed: sum(s => s.failed.length) + (all.length === 0 ? 1 : 0), skips: sum(s => s.skips) };
  if (total.failed > 0) console.log(`What failed is told in ${folder}/<suite>.log; pictures of browser pages are in artifacts/browser.`);
  console.log(counts(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}
