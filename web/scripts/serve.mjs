/** Serves the example page with the tests' fake server: `npm run serve`, then open the address it prints. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { compile, compiled, root } from "./compile.mjs";

process.env.NETGUIDE_WEB = root;
await compile();
const { FakeServer } = await import(pathToFileURL(join(compiled, "fake-server.mjs")).href);
const server = await FakeServer.start(Number(process.env.PORT ?? 5006));
console.log(`The example page: ${server.url}`);
