// Going from stretch to stretch, pair to pair, page to page without leaving the page: what is shown stays until the
// next is there. All of these are plain links and forms, and work without this.

import { ask, say } from "./frame.js";

const OUTLINE = 300;
const COUNT = 2000;
const REPLACED = ["main", ".filters", ".views"];
const main = document.getElementById("main");

let current = null;
let shown = location.href;

/** Whether an address is of this view: only those are fetched in place. */
function here(address) {
  return address.origin === location.origin && address.pathname === location.pathname;
}

/** The same address without what the evidence panel shows and the place on the page. */
function asked(address) {
  const plain = new URL(address, location.href);
  plain.searchParams.delete("e");
  plain.hash = "";
  return plain.href;
}

/** Say after a while that the desk is at work, then since when, over how many reports, and how to stop it. */
function waiting(stop) {
  const began = Date.now();
  const box = document.createElement("p");
  box.className = "asked";
  const told = document.createElement("span");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Stop";
  button.addEventListener("click", stop);
  box.append(told, " ", button);
  const reports = document.getElementById("counts")?.textContent.split(",")[0] ?? "the record";
  const count = () => { told.textContent = `Asking ${reports}: ${Math.round((Date.now() - began) / 1000)} s so far.`; };
  main.setAttribute("aria-busy", "true");
  const outline = setTimeout(() => main.classList.add("asking"), OUTLINE);
  let counting = 0;
  const later = setTimeout(() => {
    count();
    main.prepend(box);
    say(told.textContent);
    counting = setInterval(count, 1000);
  }, COUNT);
  return () => {
    clearTimeout(outline);
    clearTimeout(later);
    clearInterval(counting);
    box.remove();
    main.classList.remove("asking");
    main.removeAttribute("aria-busy");
  };
}

/** The part of a page that is refused, above what is shown. */
function refuse(page) {
  document.getElementById("refused")?.remove();
  const region = document.createElement("section");
  region.id = "refused";
  region.className = "refused";
  region.setAttribute("role", "alert");
  region.append(...page.querySelector("main").childNodes);
  const head = region.querySelector("h1");
  const lower = document.createElement("h2");
  lower.append(...head.childNodes);
  head.replaceWith(lower);
  main.prepend(region);
}

function replace(page, hash) {
  const focus = document.activeElement;
  const label = focus?.closest("main") ? focus.getAttribute("aria-label") ?? focus.textContent.trim() : null;
  const kind = focus?.localName;
  const places = [...main.querySelectorAll("[id]")].map((one) => [one.id, one.scrollLeft, one.scrollTop]);
  const open = [...document.querySelectorAll("details[id]")].filter((one) => one.open).map((one) => one.id);
  document.title = page.title;
  for (const one of REPLACED) document.querySelector(one)?.replaceChildren(...page.querySelector(one).childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, left, top] of places) {
    const one = left || top ? document.getElementById(id) : null;
    if (one) Object.assign(one, { scrollLeft: left, scrollTop: top });
  }
  const target = hash ? document.getElementById(hash.slice(1)) : null;
  const chosen = document.getElementById("chosen");
  if (target) {
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  } else if (label !== null) {
    // What was followed is still there under the same name, or was taken away with what it led out of.
    const same = [...main.querySelectorAll(kind)].find(
      (one) => (one.getAttribute("aria-label") ?? one.textContent.trim()) === label);
    (same ?? main).focus({ preventScroll: true });
  }
  chosen?.scrollIntoView({ block: "nearest" });
  say((chosen?.querySelector("h2") ?? document.getElementById("told") ?? main.querySelector("h1")).textContent.replace(/\s+/g, " "));
  main.dispatchEvent(new CustomEvent("shown"));
}

/** Show another address of this view in the place of this one. */
export async function go(address, { push = true } = {}) {
  current?.abort();
  const mine = current = new AbortController();
  let stopped = false;
  const done = waiting(() => { stopped = true; mine.abort(); });
  try {
    // An answer that is given up is no failure of the desk: only others go through the frame's banner.
    const answer = await Promise.race([
      ask(address.href, { headers: { Accept: "text/html" } }),
      new Promise((resolve) => mine.signal.addEventListener("abort", () => resolve(null), { once: true })),
    ]);
    const text = answer && !mine.signal.aborted ? await answer.text() : "";
    if (stopped) say("Stopped: what is shown is what there was.");
    if (!text || mine.signal.aborted) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!answer.ok) {
      refuse(page);
      return;
    }
    if (push) history.pushState(null, "", address.href);
    shown = address.href;
    replace(page, address.hash);
  } finally {
    done();
    if (current === mine) current = null;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("main a, .filters a");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.hasAttribute("data-evidence") || link.hasAttribute("download") || link.getAttribute("target")) return;
  const written = link.getAttribute("href");
  const address = new URL(written, location.href);
  if (!here(address) || written.startsWith("#")) return;
  event.preventDefault();
  go(address);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".filters form");
  if (!form || event.defaultPrevented) return;
  const address = new URL(form.getAttribute("action"), location.href);
  if (!here(address)) return;
  event.preventDefault();
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  go(address);
});

window.addEventListener("popstate", () => {
  if (asked(location.href) !== asked(shown)) go(new URL(location.href), { push: false });
});
