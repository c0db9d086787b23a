// Prints `src/api/limits.ts`: how long each text of a request may be, from the server's description.
import { readFileSync } from "node:fs";
import process from "node:process";

const description = JSON.parse(readFileSync(process.argv[2] ?? "src/api/openapi.json", "utf8"));
const schemas = description.components.schemas;
const asked = new Set();

function follow(part) {
  if (Array.isArray(part)) part.forEach(follow);
  else if (part && typeof part === "object") {
    const name = typeof part.$ref === "string" ? part.$ref.split("/").at(-1) : undefined;
    if (name && !asked.has(name)) {
      asked.add(name);
      follow(schemas[name]);
    }
    Object.values(part).forEach(follow);
  }
}

for (const operations of Object.values(description.paths)) for (const operation of Object.values(operations)) follow(operation?.requestBody);

const lines = [...asked].sort().flatMap((name) => {
  const schema = schemas[name] ?? {};
  const properties = Object.assign({}, schema.properties, ...(schema.allOf ?? []).map((part) => part.properties));
  const limits = Object.entries(properties).flatMap(([field, { maxLength, type }]) => (maxLength !== undefined && [type].flat().includes("string") ? [`${field}: ${maxLength}`] : []));
  return limits.length > 0 ? [`  ${name}: { ${limits.join(", ")} },`] : [];
});

process.stdout.write(`// Made by \`cargo xtask gen\` from the server's description: characters of each text of a request at most.\nexport const limits = {\n${lines.join("\n")}\n} as const;\n`);
