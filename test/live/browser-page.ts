import { mkdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, type ConsoleMessage, type HTTPRequest, launch, type Page } from "puppeteer-core";
import type { LookedAt } from "./looked-at.ts";

/** What a browser has to say of a file. */
export interface Seen {
  /** Errors and warnings of its console. */
  readonly complaints: readonly string[];
  /** Whatever it wanted to load beside itself. */
  readonly loads: readonly string[];
  /** How much wider it is than a narrow window, pixels. */
  readonly beyondPx: number;
  /** Rules of accessibility that it breaks, with the elements that do; light and dark. */
  readonly broken: readonly string[];
  /** Its visible text, line by line, and what of it is there where it may run no script. */
  readonly lines: readonly string[];
  readonly linesWithoutScript: readonly string[];
}

/** Pictures of pages as they were looked at; git does not keep them. */
export const ARTIFACTS = fileURLToPath(new URL("../../artifacts/pages/", import.meta.url));

const WIDE = { width: 1280, height: 900 };
/** As wide as WCAG 2.2 asks a page to fit without scrolling sideways (1.4.10). */
const NARROW = { width: 320, height: 800 };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Starts the browser; pages of root have no sandbox of their own to run in. */
export async function startBrowser(executablePath: string): Promise<Browser> {
  mkdirSync(ARTIFACTS, { recursive: true });
  return launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"] });
}

/** Writes a file, opens it as a person would, and takes pictures of it, light and dark. */
export async function lookAt(page: Page, { name, kind, text }: LookedAt): Promise<Seen> {
  const path = join(ARTIFACTS, `${name}.${kind}`);
  const { href } = pathToFileURL(path);
  const picture = (of: string) => join(ARTIFACTS, `${name}-${kind}-${of}.png`) as `${string}.png`;
  await writeFile(path, text);
  const heard = listenTo(page);
  await page.setViewport(NARROW);
  await page.setJavaScriptEnabled(false);
  await page.goto(href);
  const linesWithoutScript = await linesOf(page);
  const beyondPx = await page.evaluate<[], () => number>(BEYOND);
  await page.screenshot({ path: picture("narrow") });
  await page.setViewport(WIDE);
  await page.setJavaScriptEnabled(true);
  await page.goto(href);
  const lines = await linesOf(page);
  const broken: string[] = [];
  for (const mode of ["light", "dark"] as const) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: mode }]);
    await page.screenshot({ path: picture(mode), fullPage: true });
    if (kind === "html") broken.push(...(await page.evaluate<[], () => Promise<string[]>>(runAxe(mode))));
  }
  heard.end();
  return { ...heard, beyondPx, broken, lines, linesWithoutScript };
}

function listenTo(page: Page) {
  const [complaints, loads]: [string[], string[]] = [[], []];
  const handlers = {
    console: (message: ConsoleMessage) => {
      if (["error", "warn"].includes(message.type())) complaints.push(message.text());
    },
    pageerror: (error: unknown) => complaints.push(String(error)),
    request: (request: HTTPRequest) => {
      if (!request.isNavigationRequest()) loads.push(request.url());
    },
  };
  page.on("console", handlers.console).on("pageerror", handlers.pageerror).on("request", handlers.request);
  const end = () =>
    page
      .off("console", handlers.console)
      .off("pageerror", handlers.pageerror)
      .off("request", handlers.request);
  return { complaints, loads, end };
}

function linesOf(page: Page): Promise<string[]> {
  return page.evaluate<[], () => Promise<string[]>>(LINES);
}

// As text: these run in the browser, whose types this project does not have.
const BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
const LINES = `(document.body?.innerText ?? document.documentElement.textContent).split("\\n").map((line) => line.trim()).filter((line) => line !== "")`;

/** In dark mode only colours are others. */
function runAxe(mode: "light" | "dark"): string {
  const rules = mode === "light" ? "" : 'runOnly: ["color-contrast"],';
  return `${AXE};axe.run({ ${rules} resultTypes: ["violations"] }).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => "${mode}: " + id + ": " + help + ": " + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(" | ")))`;
}
