// Shows the wall or one stream, as the address says.
import { about, logIn } from "./api.js";
import { Detail } from "./detail.js";
import { setText } from "./dom.js";
import { forgetColours } from "./vocabulary.js";
import { Wall } from "./wall.js";

const main = document.getElementById("main");
const status = document.getElementById("status");
const login = document.getElementById("login");
let shown = null;

/** @param state "live", "waiting" or an error {code, message} */
function report(state) {
  if (state === "live") show("live", "live");
  else if (state === "waiting") show("waiting", "reconnecting");
  else if (state.code === "UNAUTHORIZED") askForToken();
  else if (state.code === "NETWORK") show("waiting", "reconnecting");
  else show("problem", state.message);
}

function show(kind, text) {
  status.dataset.state = kind;
  setText(status, text);
}

function askForToken() {
  show("problem", "a token is required");
  if (!login.open) login.showModal();
}

login.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = document.getElementById("token");
  const problem = document.getElementById("login-problem");
  try {
    await logIn(field.value);
    field.value = "";
    setText(problem, "");
    login.close();
    route();
  } catch (e) {
    setText(problem, e.code === "UNAUTHORIZED" ? "The server refuses this token." : e.message);
  }
});

async function route() {
  shown?.close();
  shown = null;
  let server = null;
  try {
    server = await about();
  } catch (e) {
    report(e);
    if (e.code !== "NETWORK") return;
  }
  const match = /^#\/stream\/(.+)$/.exec(location.hash);
  shown = match ? new Detail(main, decodeURIComponent(match[1]), report, server?.showsImages) : new Wall(main, report);
  window.scrollTo(0, 0);
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem("theme", name);
  forgetColours();
  shown?.redraw();
}

const toggleTheme = () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
const keys = document.getElementById("keys");
document.getElementById("theme").addEventListener("click", toggleTheme);
document.getElementById("help").addEventListener("click", () => keys.showModal());
document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "t" || event.key === "T") toggleTheme();
  if (event.key === "?") keys.showModal();
});
theme(localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
window.addEventListener("hashchange", route);
window.addEventListener("resize", () => shown?.redraw());
route();
