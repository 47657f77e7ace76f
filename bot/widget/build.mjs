// Bundles src/ into the one file that the API serves, or with --tests the tests for node's runner.
// With --out FILE the bundle goes elsewhere, so that a test can compare it with the committed one.
import { build } from "esbuild";
import { readdir, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    tests: { type: "boolean", default: false },
    out: { type: "string", default: "../../api/web/static/widget/signpost-chat.js" },
  },
});

const shared = { bundle: true, charset: "utf8", logLevel: "warning", target: "es2021" };

// What stands in templates, esbuild leaves as it is: the style sheet, and the indentation of HTML.
const tightTemplates = {
  name: "tight-templates",
  setup({ onLoad }) {
    onLoad({ filter: /widget.src.*\.ts$/ }, async ({ path }) => {
      const source = (await readFile(path, "utf8")).replace(/\n\s*/g, "\n");
      return { contents: path.endsWith("styles.ts") ? tightStyles(source) : source, loader: "ts" };
    });
  },
};

function tightStyles(source) {
  return source
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\n\s*/g, "\n")
    .replace(/([{;,])\n(?=[^`$]*`)/g, "$1")
    .replace(/^([\w-]+): /gm, "$1:");
}

async function buildWidget(outfile) {
  await build({
    ...shared,
    entryPoints: ["src/index.ts"],
    outfile,
    format: "iife",
    minify: true,
    // Its terms are beside it, in LICENSES.txt.
    legalComments: "none",
    footer: { js: "/* lit: Copyright 2017 Google LLC, SPDX-License-Identifier: BSD-3-Clause */" },
    plugins: [tightTemplates],
  });
}

async function buildTests() {
  const files = (await readdir("test")).filter((name) => name.endsWith(".test.js"));
  await build({
    ...shared,
    entryPoints: files.map((name) => `test/${name}`),
    outdir: ".tests",
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
  });
}

await (values.tests ? buildTests() : buildWidget(values.out));
