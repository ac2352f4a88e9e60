import { existsSync } from 'node:fs';

/** What the tests use of playwright-core, which is not always there. */
export interface Page {
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
  on(event: 'pageerror', listener: (error: Error) => void): void;
  on(event: 'request', listener: (request: { url(): string }) => void): void;
  goto(url: string): Promise<unknown>;
  url(): string;
  title(): Promise<string>;
  content(): Promise<string>;
  evaluate(expression: string): Promise<unknown>;
  waitForTimeout(milliseconds: number): Promise<void>;
  click(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
  selectOption(selector: string, value: string): Promise<unknown>;
  inputValue(selector: string): Promise<string>;
  textContent(selector: string): Promise<string | null>;
  getAttribute(selector: string, name: string): Promise<string | null>;
  isVisible(selector: string): Promise<boolean>;
  locator(selector: string): { count(): Promise<number> };
  pdf(options: { readonly format: string }): Promise<Uint8Array>;
  emulateMedia(options: { readonly media: 'print' | 'screen' }): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
}

export interface Browser {
  newPage(options: {
    readonly viewport: { readonly width: number; readonly height: number };
    readonly colorScheme: 'light' | 'dark';
  }): Promise<Page>;
  close(): Promise<void>;
}

interface Playwright {
  readonly chromium: { launch(options: { readonly executablePath: string; readonly args: readonly string[] }): Promise<Browser> };
}

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** An installed Chromium and what drives it; undefined where one of them is missing. `CHROMIUM` and `PLAYWRIGHT` name others. */
export async function findBrowser(): Promise<{ readonly launch: () => Promise<Browser> } | undefined> {
  const { CHROMIUM, PLAYWRIGHT = 'playwright-core' } = process.env;
  const executablePath = (CHROMIUM === undefined ? usualPlaces : [CHROMIUM]).find((path) => existsSync(path));
  const playwright = await import(/* @vite-ignore */ PLAYWRIGHT).then(
    (found: Playwright) => found,
    () => undefined,
  );
  if (executablePath === undefined || !playwright) return undefined;
  // Containers have no user namespaces for the sandbox and little shared memory; the pages are our own.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  return { launch: () => playwright.chromium.launch({ executablePath, args }) };
}
