import { createRequire } from "node:module";
import { join } from "node:path";
import test from "ava";
import type { Browser, Page } from "puppeteer-core";
import { findBrowser } from "../../scripts/test/browser.ts";
import { ARTIFACTS, lookAt, startBrowser } from "./browser-page.ts";
import { allLookedAt, allMermaid } from "./looked-at.ts";

// `npm test` has installed the browser before, where it could.
const command = await findBrowser();
const inBrowser = command === null ? test.serial.skip : test.serial;
const title = (text: string) => (command === null ? `${text} (skipped: no Chromium)` : text);

/** The largest that a page may be, bytes. */
const LARGEST = 1_500_000;

let browser: Browser | undefined;
let page: Page;
test.before(async () => {
  if (command === null) return;
  browser = await startBrowser(command);
  page = await browser.newPage();
});
test.after.always(() => browser?.close());

for (const file of allLookedAt()) {
  const { name, kind, text } = file;
  inBrowser(title(`${name} as ${kind} is for everybody, light and dark`), async (t) => {
    t.true(Buffer.byteLength(text) < LARGEST, String(Buffer.byteLength(text)));
    const { complaints, loads, broken, ...seen } = await lookAt(page, file);
    t.deepEqual({ complaints, loads, broken }, { complaints: [], loads: [], broken: [] });
    if (kind === "svg") return;
    t.is(seen.beyondPx, 0, "wider than a narrow window");
    t.true(seen.linesWithoutScript.length > 5);
    const bare = new Set(seen.linesWithoutScript);
    t.deepEqual(
      seen.lines.filter((line) => !bare.has(line) && !isTool(line, text)),
      [],
    );
  });
}

inBrowser(title("a page that is not for everybody is found out"), async (t) => {
  const text = `<!doctype html><html lang="en"><title>Bad</title><style>p{color:#777;background:#555;width:900px}</style>
<main><h1>Bad</h1><p>pale</p><img src="http://192.0.2.1/x.png"></main><script>document.querySelector("h1").after("late");undefined.x</script>`;
  const seen = await lookAt(page, { name: "bad", kind: "html", text });
  t.regex(seen.broken.join("\n"), /light: color-contrast[\s\S]*light: image-alt[\s\S]*dark: color-contrast/);
  t.regex(seen.complaints.join("\n"), /TypeError/);
  t.deepEqual([...new Set(seen.loads)], ["http://192.0.2.1/x.png"]);
  t.true(seen.beyondPx > 0);
  t.true(seen.lines.includes("late") && !seen.linesWithoutScript.includes("late"));
});

inBrowser(title("Mermaid reads and draws each of its texts"), async (t) => {
  const library = createRequire(import.meta.url).resolve("mermaid/dist/mermaid.min.js");
  await page.goto("about:blank");
  await page.setContent("<!doctype html><title>Mermaid</title><main></main>");
  await page.addScriptTag({ path: library });
  for (const [name, text] of allMermaid()) {
    const draw = `mermaid.render("drawn", ${JSON.stringify(text)}).then(({ svg }) => { document.querySelector("main").innerHTML = svg; return "" }, String)`;
    t.is(await page.evaluate<[], () => Promise<string>>(draw), "", name);
    await page.screenshot({
      path: join(ARTIFACTS, `${name}-mermaid.png`) as `${string}.png`,
      fullPage: true,
    });
  }
  const wrong = `mermaid.parse("flowchart LR\\n a --> [").then(() => "taken", () => "refused")`;
  t.is(await page.evaluate<[], () => Promise<string>>(wrong), "refused");
});

/** What only a script can do is offered by a script. */
function isTool(line: string, page: string): boolean {
  const [, tools = ""] = /<div class="tools" hidden>([\s\S]*?)<\/div>/.exec(page) ?? [];
  return tools.includes(line.split(/\t| {2}/)[0] ?? line);
}
