// Adds up the compressed script that the login page loads, and that a page behind it has loaded when it first shows
// something, and fails when a browser gets more than it may. Every browser of these years takes Brotli; what gzip would
// make of it is shown beside it.
import { readFileSync, statSync } from "node:fs";

const dist = new URL("../dist/", import.meta.url);
const page = readFileSync(new URL("index.html", dist), "utf8");
const all = (pattern) => [...page.matchAll(pattern)].map((match) => match[1]);

const login = all(/(?:src|href)="\/([^"]+\.js)"/g);
const parts = all(/name="portal-parts" content="([^"]+)"/g).join(" ").split(" ");
const behind = parts.filter((part) => /^(?:en:)?\/.*\.js$/.test(part)).map((part) => part.replace(/^(?:en:)?\//, ""));
if (login.length < 2 || behind.length < 2) throw new Error("dist/index.html names no scripts; run \"npm run build\" first");

function measure(name, files, allowed) {
  const total = { br: 0, gz: 0 };
  for (const file of [...files].sort()) {
    const [br, gz] = ["br", "gz"].map((end) => statSync(new URL(`${file}.${end}`, dist)).size);
    total.br += br;
    total.gz += gz;
    console.log(`${String(br).padStart(7)} br ${String(gz).padStart(7)} gz  ${file}`);
  }
  console.log(`${String(total.br).padStart(7)} br ${String(total.gz).padStart(7)} gz  ${name}; allowed are ${allowed}`);
  if (total.br > allowed) process.exitCode = 1;
}

measure("the login page", login, 120_000);
measure("the dashboard", [...login, ...behind], 200_000);
