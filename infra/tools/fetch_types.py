#!/usr/bin/env python3
"""Fetches Azure's official Bicep types into infra/schemas/azure, in the short form that infra/check reads.

Needs `azmcp` (PyPI package msmcp-azure) on the PATH or in $AZMCP. Usage: fetch_types.py Microsoft.Web/sites …
Without names every type that is already there is fetched again.
"""
import json
import os
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent.parent / "schemas" / "azure"


def short(item):
    """A type without descriptions: what a template is checked with."""
    kept = {key: value for key, value in item.items() if key in ("$type", "name", "discriminator", "additionalProperties")}
    for group in ("properties", "baseProperties"):
        if group in item:
            kept[group] = [{k: p[k] for k in ("name", "type", "flags") if p.get(k)} for p in item[group]]
    if "elements" in item:
        kept["elements"] = [short(element) for element in item["elements"]]
    return kept


def convert(resource_type, items):
    resource = next(i for i in items if i["$type"] == "Resource" and i["name"].split("@")[0].lower() == resource_type.lower())
    types = {i["name"]: short(i) for i in items if i["$type"] in ("Object", "DiscriminatedObject")}
    return {"resource": resource["name"], "body": short(resource["bodyType"]), "types": types}


def write(resource_type, document):
    lines = [f'  {json.dumps(name)}: {json.dumps(kind)}' for name, kind in sorted(document["types"].items())]
    text = f'{{"resource": {json.dumps(document["resource"])},\n"body": {json.dumps(document["body"])},\n"types": {{\n' + ",\n".join(lines) + "\n}}\n"
    (FOLDER / (resource_type.replace("/", "_") + ".json")).write_text(text)


def fetch(resource_type):
    command = [os.environ.get("AZMCP", "azmcp"), "bicepschema", "get", "--resource-type", resource_type]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "AZURE_MCP_COLLECT_TELEMETRY": "false"})
    return json.loads(answer.stdout)["results"]["BicepSchemaResult"]


if __name__ == "__main__":
    for name in sys.argv[1:] or [f.stem.replace("_", "/") for f in sorted(FOLDER.glob("*.json"))]:
        write(name, convert(name, fetch(name)))
        print(name)
