// Opens a report as a reader does, in headless Chromium, and fails where it does not hold what it should:
//   node check.mjs REPORT.html SCREENSHOTS [CHROMIUM]
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [report, pictures, browserName = "chromium"] = process.argv.slice(2);
const executablePath = [...process.env.PATH.split(delimiter).map((folder) => join(folder, browserName)), browserName]
  .find((path) => existsSync(path)) ?? browserName;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(report).href;
const faults = [];
const expect = (holds, what) => {
  console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
  if (!holds) faults.push(what);
};

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const [name, options] of Object.entries({
    light: { colorScheme: "light", viewport: { width: 1200, height: 900 } },
    dark: { colorScheme: "dark", viewport: { width: 1200, height: 900 } },
    narrow: { colorScheme: "light", viewport: { width: 360, height: 740 } },
  })) {
    const page = await browser.newPage(options);
    const left = [];
    const said = [];
    page.on("request", (request) => request.url() !== address && !request.url().startsWith("data:") && left.push(request.url()));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    await page.goto(address);
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    await page.evaluate(axe);
    // Colours do not change with the width, and their contrast takes most of the time.
    const rules = { "color-contrast": { enabled: name !== "narrow" } };
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    // The rows of a table are alike, and axe looks at each pair of elements: the first rows are left for it.
    await page.evaluate(() => document.querySelectorAll("tbody tr:nth-child(n+9)").forEach((row) => row.remove()));
    const { violations } = await page.evaluate((rules) => window.axe.run({ rules }), rules);
    const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    for (const { id, help, nodes } of serious) console.log(`     ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
    expect(serious.length === 0, `${name}: axe finds no serious violation (${violations.length} lesser)`);
    expect(left.length === 0, `${name}: no request leaves the page ${left.join(" ")}`);
    expect(said.length === 0, `${name}: nothing is complained of ${said.join(" ")}`);
    expect(wide <= 0, `${name}: the page does not scroll sideways (${wide} px)`);
    await page.close();
  }

  const page = await browser.newPage();
  await page.goto(address);
  const column = (index) => page.$$eval(".scroll", (all, at) => {
    const table = all.find((scroll) => scroll.previousElementSibling?.className === "filter").querySelector("table");
    return [...table.tBodies[0].rows].filter((row) => !row.hidden).map((row) => row.cells[at].textContent);
  }, index);
  const before = await column(0);
  const table = page.locator(".filter + .scroll").first();
  const head = table.locator("th button").first();
  await head.click();
  const up = await column(0);
  await head.press("Enter");
  const down = await column(0);
  const order = (a, b) => a.localeCompare(b, "en", { numeric: true });
  expect(up.join() === [...before].sort(order).join(), "a click sorts a column");
  expect(down.join() === [...up].sort((a, b) => order(b, a)).join(), "the Enter key sorts it the other way");
  await page.locator(".filter input").first().fill(before[0]);
  const kept = await column(0);
  expect(kept.length > 0 && kept.length <= before.length, `a filter keeps ${kept.length} of ${before.length} rows`);
  await page.locator(".filter input").first().fill("no such thing anywhere");
  expect((await column(0)).length === 0, "a filter that nothing matches leaves no row");
  await page.close();

  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(address);
  expect((await plain.locator("table tbody tr").count()) > 0, "tables are there without scripts");
  await plain.emulateMedia({ media: "print" });
  await plain.screenshot({ path: `${pictures}/print.png`, fullPage: true });
  await plain.pdf({ path: `${pictures}/print.pdf`, format: "A4" });
  await plain.close();
  const size = statSync(report).size;
  expect(size <= 3e6, `the report has ${(size / 1e6).toFixed(2)} MB`);
} finally {
  await browser.close();
}
console.log(`${faults.length === 0 ? "report-check: all well" : `report-check: ${faults.length} faults`}; pictures in ${pictures}`);
process.exitCode = faults.length === 0 ? 0 : 1;
