// The HTTP operations. Errors carry the code of the API.

/** An error of the API, or of the network (code NETWORK). */
export class ApiError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function answer(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch (e) {
    throw new ApiError("NETWORK", "the server does not respond");
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw new ApiError(body?.code ?? "NETWORK", body?.message ?? response.statusText);
}

async function request(path, options) {
  const response = await answer(path, options);
  return response.status === 204 ? null : response.json();
}

const PAGE = 2500;

export const about = () => request("/api/v1");
export const streams = () => request("/api/v1/streams");
export const stream = (id) => request("/api/v1/streams/" + encodeURIComponent(id));

/** Originating time of the first row of a stream that its topic holds; null without any. */
export async function firstTime(id) {
  const page = await request("/api/v1/streams/" + encodeURIComponent(id) + "/rows?limit=1");
  return page.items[0]?.time ?? null;
}

/** The last image of a stream at or before a time. */
export async function image(id, time) {
  const response = await answer(`/api/v1/streams/${encodeURIComponent(id)}/image?time=${time}`);
  return { blob: await response.blob(), time: Number(response.headers.get("Affect-Time")) };
}

export const logIn = (token) =>
  request("/api/v1/session", { method: "POST", headers: { Authorization: "Bearer " + token } });

/** All items of a span of originating time: kind is rows, words, events or alerts. */
export async function span(id, kind, since, until) {
  const base = `/api/v1/streams/${encodeURIComponent(id)}/${kind}?limit=${PAGE}&since=${Math.floor(since)}&until=${Math.ceil(until)}`;
  const items = [];
  let cursor = "";
  do {
    const page = await request(base + cursor);
    items.push(...page.items);
    cursor = page.next ? "&cursor=" + page.next : "";
  } while (cursor);
  return items;
}

/** Records between two positions, page by page. */
export async function* records(id, from, to) {
  let complete = false;
  while (!complete) {
    const page = await request(
      `/api/v1/records?limit=${PAGE}&stream=${encodeURIComponent(id)}&from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`);
    yield page.records;
    from = page.position;
    complete = page.complete;
  }
}
