// A client of the console's WebSocket with generated types: node subscriber.js STREAM ROWS
import { WebSocket } from "ws";
import { ADDRESS } from "./messages.js";
import type { ErrorCode, LiveMessage, Subscribe } from "./messages.js";

declare const process: { argv: string[] };

const stream = process.argv[2];
const count = Number(process.argv[3]);

/** Subscribes and calls back with each message until that returns true. */
function subscribe(request: Subscribe, until: (message: LiveMessage) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(ADDRESS);
    socket.on("open", () => socket.send(JSON.stringify(request)));
    socket.on("error", reject);
    socket.on("message", (data) => {
      const message: LiveMessage = JSON.parse(data.toString());
      if (!until(message)) return;
      socket.close();
      resolve();
    });
  });
}

const frames = (message: LiveMessage): number[] =>
  (message.records ?? []).flatMap((record) => (record.row?.finality === "FINAL" ? [record.row.frame] : []));

const rows: number[] = [];
const resumed: number[] = [];
let position: string | undefined;
let middle: string | undefined;
await subscribe({ type: "SUBSCRIBE", streams: [stream] }, (message) => {
  if (message.type === "WELCOME") console.log("subscribed");
  rows.push(...frames(message));
  position = message.position ?? position;
  if (rows.length === count / 2 && !middle) {
    middle = position;
    console.log("half");
  }
  return rows.length >= count;
});
await subscribe({ type: "SUBSCRIBE", streams: [stream], position: middle }, (message) => {
  resumed.push(...frames(message));
  return resumed.length >= count / 2;
});
let code: ErrorCode | undefined;
await subscribe({ type: "SUBSCRIBE", position: "nowhere" }, (message) => {
  code = message.error?.code;
  return message.type === "ERROR";
});
console.log(JSON.stringify({ rows, resumed, code }));
