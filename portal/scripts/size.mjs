// Adds up the compressed script that the login page loads, and fails when a browser gets more than it may. Every browser
// of these years takes Brotli; what gzip would make of it is shown beside it.
import { readFileSync, statSync } from "node:fs";

const allowed = 120_000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** The chunk and everything that it imports at once; what it imports lazily is not loaded with it. */
function graph(name, seen = new Set()) {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`${name} is not in the build; run "npm run build" first`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const each of chunk.imports ?? []) graph(each, seen);
  return seen;
}

const loaded = new Set(["boot.js"]);
graph("index.html", loaded);

let total = { br: 0, gz: 0 };
for (const file of [...loaded].sort()) {
  const [br, gz] = ["br", "gz"].map((end) => statSync(new URL(`${file}.${end}`, dist)).size);
  total = { br: total.br + br, gz: total.gz + gz };
  console.log(`${String(br).padStart(7)} br ${String(gz).padStart(7)} gz  ${file}`);
}
console.log(`${String(total.br).padStart(7)} br ${String(total.gz).padStart(7)} gz  the login page; allowed are ${allowed}`);
if (total.br > allowed) process.exitCode = 1;
