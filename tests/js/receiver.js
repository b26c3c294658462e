// Reads a JSON list of requests, as node's HTTP server would hand them over, from standard input; writes for
// each what the `hawk` package makes of it.
"use strict";

const hawk = require("hawk");

async function judge({ key, encrypted, ...rest }) {
  const request = { ...rest, connection: { encrypted } };
  const lookup = () => ({ key, algorithm: "sha256" });
  const authenticate = request.headers.authorization
    ? hawk.server.authenticate
    : hawk.server.authenticateBewit;
  try {
    const found = await authenticate(request, lookup);
    const { id, ext } = found.artifacts || found.attributes;
    return { id, ext: ext || null };
  } catch (error) {
    return { error: error.message };
  }
}

let text = "";
process.stdin.on("data", (chunk) => (text += chunk));
process.stdin.on("end", async () => {
  process.stdout.write(JSON.stringify(await Promise.all(JSON.parse(text).map(judge))));
});
