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

// The style sheet stands in a template, which esbuild leaves as it is.
const tightStyles = {
  name: "tight-styles",
  setup({ onLoad }) {
    onLoad({ filter: /src.styles\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const tight = source
        .replace(/\/\*[^]*?\*\//g, "")
        .replace(/\n\s*/g, "\n")
        .replace(/([{;,])\n(?=[^`$]*`)/g, "$1")
        .replace(/^([\w-]+): /gm, "$1:");
      return { contents: tight, loader: "ts" };
    });
  },
};

async function buildWidget(outfile) {
  await build({
    ...shared,
    entryPoints: ["src/index.ts"],
    outfile,
    format: "iife",
    minify: true,
    legalComments: "eof",
    plugins: [tightStyles],
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
