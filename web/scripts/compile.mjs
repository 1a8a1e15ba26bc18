/** Compiles the tests' TypeScript into node_modules/.cache, from where the packages can be imported. */
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const compiled = join(root, "node_modules/.cache/netguide");

export async function compile() {
  await rm(compiled, { recursive: true, force: true });
  const sources = (await readdir(join(root, "test"))).filter((name) => name.endsWith(".ts"));
  await build({
    entryPoints: sources.map((name) => join(root, "test", name)),
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    splitting: true,
    outdir: compiled,
    outExtension: { ".js": ".mjs" },
  });
}
