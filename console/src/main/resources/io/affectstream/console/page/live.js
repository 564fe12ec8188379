// A live subscription to one stream. Reconnects by itself and resumes where it was; what the server
// no longer retains in memory is fetched from the topics.
import { records } from "./api.js";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8000;
const SILENCE = 25000; // the server sends a heartbeat every 10 s

export class Live {
  /**
   * @param onRecords called with records
   * @param onState called with "live", "waiting" or an error {code, message}
   */
  constructor(stream, onRecords, onState) {
    this.stream = stream;
    this.onRecords = onRecords;
    this.onState = onState;
    this.position = null;
    this.pause = FIRST_PAUSE;
    this.closed = false;
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    const socket = new WebSocket(scheme + location.host + "/api/v1/socket");
    this.socket = socket;
    let refused = false;
    socket.onopen = () => {
      const subscribe = { type: "SUBSCRIBE", streams: [this.stream] };
      if (this.position) subscribe.position = this.position;
      socket.send(JSON.stringify(subscribe));
    };
    socket.onmessage = (event) => {
      this.listen();
      const message = JSON.parse(event.data);
      if (message.type === "ERROR") {
        // a restarted server may not have read the stream yet
        refused = message.error.code !== "UNKNOWN_STREAM";
        if (refused) this.onState(message.error);
        return;
      }
      this.pause = FIRST_PAUSE;
      if (message.position) this.position = message.position;
      if (message.type === "WELCOME") this.onState("live");
      if (message.type === "RECORDS") this.onRecords(message.records);
      if (message.type === "GAP") this.fetch(message.from, message.position);
    };
    socket.onclose = () => {
      clearTimeout(this.silence);
      if (this.closed || refused) return;
      this.onState("waiting");
      this.timer = setTimeout(() => this.open(), this.pause);
      this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
    };
    this.listen();
  }

  /** Gives up a connection that is silent, which a lost network does not close. */
  listen() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.socket.close(), SILENCE);
  }

  async fetch(from, to) {
    try {
      for await (const page of records(this.stream, from, to)) {
        if (this.closed) return;
        this.onRecords(page);
      }
    } catch (e) {
      this.onState(e);
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    this.socket.close();
  }
}
