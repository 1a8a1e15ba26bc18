/**
 * Builds dist/netguide.js: one classic script, ASCII only, the same bytes from the same source.
 * With --check nothing is written; the build fails where dist/ is not what the source gives.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LIMIT = 20_000;

const minifiedStyles = {
  name: "minified styles",
  setup(pipeline) {
    pipeline.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const bundled = await build({ entryPoints: [path], bundle: true, write: false, minify: true, target: TARGETS });
      return { contents: bundled.outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

const TARGETS = ["chrome105", "firefox113", "safari16.4"];

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/netguide.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: TARGETS,
    charset: "ascii",
    // Each of Lit's files brings its own; the one line and the file beside the script say the same once.
    legalComments: "none",
    banner: { js: "/*! NET Guide, Apache-2.0. Holds Lit, BSD-3-Clause: netguide.LICENSES.txt */" },
    plugins: [minifiedStyles],
  });
  // In minified code only templates have lines: their indentation is not sent to anybody.
  return Buffer.from(outputFiles[0].text.replace(/\n {2,}/g, "\n").replace(/>\n</g, "><"));
}

const script = await bundle();
const licence = await readFile(join(root, "node_modules/lit/LICENSE"));
const size = gzipSync(script, { level: 9 }).length;
const files = { "netguide.js": script, "netguide.LICENSES.txt": licence };
const problems = [];
if (script.some((byte) => byte > 126)) problems.push("dist/netguide.js holds a byte that is not ASCII");
if (size > LIMIT) problems.push(`dist/netguide.js is ${size} bytes gzipped; the limit is ${LIMIT}`);

const check = process.argv.includes("--check");
await mkdir(join(root, "dist"), { recursive: true });
for (const [name, contents] of Object.entries(files)) {
  const path = join(root, "dist", name);
  if (!check) await writeFile(path, contents);
  else if (!(await readFile(path).catch(() => Buffer.alloc(0))).equals(contents)) {
    problems.push(`dist/${name} is not what the source gives: run "npm run build" and commit it`);
  }
}
console.log(`netguide.js: ${script.length} bytes, ${size} gzipped`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
