// A client of the console's API with the types that openapi-typescript generates.
import createClient from "openapi-fetch";
import type { components, paths } from "./console.js";

declare const process: { argv: string[] };

const client = createClient<paths>({ baseUrl: process.argv[2] });
const stream = process.argv[3];

const state = await client.GET("/api/v1/streams/{stream}", { params: { path: { stream } } });
if (!state.data) throw new Error(state.error.message);
const phase: components["schemas"]["StreamPhase"] = state.data.phase;

const rows: components["schemas"]["Row"][] = [];
let cursor: string | undefined;
do {
  const page = await client.GET("/api/v1/streams/{stream}/rows", {
    params: { path: { stream }, query: { limit: 100, cursor } },
  });
  if (!page.data) throw new Error(page.error.message);
  rows.push(...page.data.items);
  cursor = page.data.next;
} while (cursor);

const missing = await client.GET("/api/v1/streams/{stream}", { params: { path: { stream: "nobody" } } });
const code: components["schemas"]["ErrorCode"] | undefined = missing.error?.code;
const probability: number = rows[0].probabilities[0];
console.log(JSON.stringify({ phase, rows: rows.length, last: rows[rows.length - 1].frame, code, probability }));
