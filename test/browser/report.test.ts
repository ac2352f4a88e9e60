import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printHtmlReport } from '../../src/report/html/html-report.ts';
import { convertText } from '../support/convert-text.ts';
import { type Browser, findBrowser, type Page } from './find-browser.ts';

const planted = 'planted-7f3a';

const compose = `name: shop
services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
    privileged: true
    environment:
      API: http://api:3000
      DB_PASSWORD: ${planted}
      NOTE: "</script><img src=x onerror=document.title='broken'>"
    depends_on: [api]
  api:
    image: example/api:1
    logging: {driver: json-file}
    volumes: ["data:/data"]
volumes: {data: {}}
`;

const browserKit = await findBrowser();

// Without a browser: `apt-get install chromium` and `npm install --no-save playwright-core`, or CHROMIUM=/path/to/it.
describe.skipIf(browserKit === undefined)(
  `the HTML report in Chromium${browserKit ? '' : ' (skipped: no chromium or no playwright-core)'}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'waybill-report-'));
    const file = join(folder, 'report.html');
    const address = pathToFileURL(file).href;
    const problems: string[] = [];
    let browser: Browser | undefined;

    beforeAll(async () => {
      writeFileSync(file, printHtmlReport(convertText(compose)));
      browser = await browserKit?.launch();
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true });
    });

    async function open(
      options: { readonly width?: number; readonly colorScheme?: 'light' | 'dark'; readonly hash?: string } = {},
    ): Promise<Page> {
      if (!browser) throw new Error('no browser');
      const page = await browser.newPage({
        viewport: { width: options.width ?? 1280, height: 800 },
        colorScheme: options.colorScheme ?? 'light',
      });
      problems.length = 0;
      page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(address)) problems.push(`request: ${request.url()}`);
      });
      await page.goto(`${address}${options.hash ?? ''}`);
      return page;
    }

    it('has no error, fetches nothing, and runs no text of the input', async () => {
      const page = await open();
      await page.waitForTimeout(100);
      expect(problems).toEqual([]);
      expect(await page.title()).toBe('shop · waybill');
      expect(await page.locator('img').count()).toBe(0);
    });

    it('has no secret in its document', async () => {
      const page = await open();
      await page.click('[id="compose.yaml:9"]');
      expect(await page.content()).not.toContain(planted);
      expect(await page.textContent('#panel')).toContain('services.web.environment.DB_PASSWORD');
      expect(await page.textContent('#panel')).toContain('<redacted>');
    });

    it('shows what a line became, by click and by keys', async () => {
      const page = await open();
      await page.click('[id="compose.yaml:4"]');
      expect(await page.textContent('#panel .excerpt')).toContain('image: nginx:1.27');
      expect(page.url()).toBe(`${address}#compose.yaml:4`);
      await page.keyboard.press('ArrowDown');
      expect(await page.getAttribute('[id="compose.yaml:5"]', 'aria-selected')).toBe('true');
      expect(await page.getAttribute('[id="compose.yaml:4"]', 'aria-selected')).toBe(null);
      expect(await page.locator('.code [tabindex="0"]').count()).toBe(1);
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('panel');
      await page.keyboard.press('Escape');
      expect(await page.evaluate('document.activeElement.id')).toBe('compose.yaml:5');
      await page.keyboard.press('Home');
      await page.keyboard.press('n');
      expect(await page.evaluate("document.activeElement.classList.contains('exact')")).toBe(false);
      expect(problems).toEqual([]);
    });

    it('leads from a field back to its line', async () => {
      const page = await open({ hash: '#Deployment/web' });
      expect(await page.getAttribute('[id="Deployment/web"]', 'open')).toBe('');
      await page.click('[id="Deployment/web"] a.from >> text="line 4"');
      expect(await page.getAttribute('[id="compose.yaml:4"]', 'aria-selected')).toBe('true');
    });

    it('filters by service, outcome and text, and clears', async () => {
      const page = await open();
      const dimmed = (line: number) => page.evaluate(`document.getElementById('compose.yaml:${line}').classList.contains('dim')`);
      await page.selectOption('#service', 'api');
      expect([await dimmed(4), await dimmed(13)]).toEqual([true, false]);
      expect(await page.isVisible('[id="Deployment/web"]')).toBe(false);
      expect(page.url()).toBe(`${address}#service=api`);
      await page.click('#clear');
      expect([await dimmed(4), await dimmed(13)]).toEqual([false, false]);
      await page.click('.toggle.not-applicable');
      expect([await dimmed(4), await dimmed(14)]).toEqual([true, false]);
      await page.click('#clear');
      await page.keyboard.press('/');
      await page.keyboard.type('nginx');
      await expect.poll(() => page.textContent('#status')).toBe('1 line');
      expect([await dimmed(4), await dimmed(13)]).toEqual([false, true]);
      expect(problems).toEqual([]);
    });

    it('a service of the picture is a button that filters', async () => {
      const page = await open();
      await page.focus('[data-service="api"]');
      await page.keyboard.press('Enter');
      expect(await page.inputValue('#service')).toBe('api');
      expect(await page.locator('#picture .node.on').count()).toBe(2);
    });

    it.each(['light', 'dark'] as const)('text has enough contrast: %s', async (colorScheme) => {
      const page = await open({ colorScheme });
      await page.click('[id="compose.yaml:5"]');
      expect(await page.evaluate(lowContrast)).toEqual([]);
    });

    it('is dark where the system is', async () => {
      const page = await open({ colorScheme: 'dark' });
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(13, 17, 23)');
    });

    it.each([400, 1280])('does not scroll sideways at %i px', async (width) => {
      const page = await open({ width });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.click('[id="compose.yaml:4"]');
      expect(await page.isVisible('#panel')).toBe(true);
    });

    it('prints everything, light, without the tools', async () => {
      const page = await open({ colorScheme: 'dark' });
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await page.isVisible('.tools')).toBe(false);
      expect(await page.isVisible('#panel')).toBe(false);
      expect(await page.isVisible('[id="Deployment/web"] pre')).toBe(true);
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    });
  },
);

/** Texts whose colour is too near to that of their ground, by the formula of WCAG 2 (4.5 to 1). */
const lowContrast = `(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const bad = new Set();
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!own || element.closest('svg, script, button:disabled, details:not([open]) > :not(summary)')) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.add(element.tagName + '.' + element.className + ' ' + ((a + 0.05) / (b + 0.05)).toFixed(2));
  }
  return [...bad];
})()`;
