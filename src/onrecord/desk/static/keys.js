// The keys. What stands in the dialog (templates/keys.html) is what they do; people change them there, or switch them off.
// Letters and signs do something only while the focus is on an item, in the text or in the panel (WCAG 2.2, 2.1.4).
import { back, entryOf, say, show } from "./frame.js";

const KEPT = "onrecord.keys";
const GOING = "onrecord.going";
const dialog = document.getElementById("keys");
const main = document.getElementById("main");
const panel = document.getElementById("evidence");
const fields = [...dialog.querySelectorAll("[data-key]")];
const on = document.getElementById("keys-on");
let going = false;

read();
for (const field of fields) field.addEventListener("change", write);
on.addEventListener("change", write);
document.getElementById("keys-usual").addEventListener("click", () => {
  for (const field of fields) field.value = field.dataset.usual;
  on.checked = true;
  write();
});
const opening = document.getElementById("keys-open");
opening.hidden = false;
opening.addEventListener("click", () => dialog.showModal());

// Where a key led to this page, the keys go on working on it.
if (sessionStorage.getItem(GOING)) {
  sessionStorage.removeItem(GOING);
  if (document.activeElement === document.body) main.focus({ preventScroll: true });
}
// A link to an entry or passage: the focus is there, for the keys and for those who hear the page.
const aim = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (aim && main.contains(aim)) {
  aim.scrollIntoView({ block: "center" });
  aim.focus({ preventScroll: true });
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  if (event.key === "Escape") { leave(event); return; }
  if (event.key === "Enter") { enter(event); return; }
  if (event.key.length !== 1 || !on.checked || !listening(event.target)) return;
  if (going) { going = false; go(event); return; }
  const name = fields.find((field) => field.value === event.key)?.dataset.key;
  if (name && does[name]) {
    event.preventDefault();
    does[name]();
  }
});

const does = {
  help: () => dialog.showModal(),
  search: () => document.getElementById("words").focus(),
  following: () => step(1),
  preceding: () => step(-1),
  next: () => follow(".steps [rel=next]"),
  previous: () => follow(".steps [rel=prev]"),
  go: () => { going = true; say("Go to"); },
  accept: () => decide("accept"),
  reject: () => decide("reject"),
  undo: () => undo(),
  cite: () => cite(),
};

/** Whether keys are meant for the page: the focus is on an item, in the text or in the panel, and in no field. */
function listening(target) {
  if (target.closest("input, textarea, select, [contenteditable]")) return false;
  return Boolean(target.closest("#main, #evidence, [data-item], .flash"));
}

/** The items that j and k go through: those of the list the focus is in, else all of the page that can be seen. */
function items() {
  const list = document.activeElement.closest(".reports");
  const all = [...(list ?? main).querySelectorAll("[data-item]")].filter((one) => one.checkVisibility?.() ?? true);
  return list ? all : all.filter((one) => !one.closest(".reports"));
}

function step(by) {
  const all = items();
  const now = all.indexOf(document.activeElement.closest("[data-item]"));
  const next = now >= 0 ? now + by : nearest(all, by);
  const item = all[Math.max(0, Math.min(all.length - 1, next))];
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

/** From a place without an item: from the one whose evidence is shown, else from the first in sight. */
function nearest(all, by) {
  const shown = all.findIndex((one) => one.hasAttribute("aria-current"));
  if (shown >= 0) return shown + (panel?.contains(document.activeElement) ? by : 0);
  const seen = all.findIndex((one) => one.getBoundingClientRect().top >= 0);
  return seen >= 0 ? seen : all.length - 1;
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (!link) { say("There is none."); return; }
  sessionStorage.setItem(GOING, "1");
  link.click();
}

function go(event) {
  const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
  if (!link) return;
  event.preventDefault();
  sessionStorage.setItem(GOING, "1");
  link.click();
}

/** The link to the evidence of the item in focus. */
function evidenceOf(element) {
  const item = element.closest("[data-evidence], [data-item]");
  return item?.matches("[data-evidence]") ? item : item?.querySelector("[data-evidence]");
}

function enter(event) {
  const item = event.target.closest("[data-item]");
  // Links and buttons do what they do.
  if (!item || event.target !== item || item.matches("a, button")) return;
  const link = evidenceOf(item) ?? item.querySelector("a[href]");
  if (!link) return;
  event.preventDefault();
  if (link.dataset.evidence) show(link, true);
  else link.click();
}

function leave(event) {
  going = false;
  if (!panel?.contains(event.target)) return;
  event.preventDefault();
  back();
}

/** The panel with the evidence of the item in focus. */
async function shown() {
  const link = panel.contains(document.activeElement) ? null : evidenceOf(document.activeElement);
  const there = panel.querySelector("[data-panel]")?.dataset.panel.split(":").pop();
  if (link && entryOf(link) !== there) await show(link);
  return panel;
}

async function decide(action) {
  const button = (await shown()).querySelector(`[data-do="${action}"]`);
  if (!button) { say("Choose an entry first."); return; }
  sessionStorage.setItem(GOING, "1");
  button.click();
}

function undo() {
  const all = [...document.querySelectorAll(".flash [data-do=undo]")];
  const button = all[0] ?? [...(panel?.querySelectorAll("[data-do=undo]") ?? [])].pop();
  if (!button) { say("There is nothing to undo in sight."); return; }
  sessionStorage.setItem(GOING, "1");
  button.click();
}

async function cite() {
  const details = (await shown()).querySelector(".cite");
  if (!details) { say("Choose an entry first."); return; }
  details.open = true;
  const text = details.querySelector("[data-cite]");
  text.focus();
  text.select();
}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    on.checked = kept.on ?? true;
    for (const field of fields) field.value = kept.keys?.[field.dataset.key] ?? field.dataset.usual;
  } catch {
    // Kept by an older desk, or nothing may be kept: the usual keys.
  }
}

function write() {
  const keys = Object.fromEntries(fields.map((field) => [field.dataset.key, field.value]));
  try {
    localStorage.setItem(KEPT, JSON.stringify({ on: on.checked, keys }));
  } catch {
    say("The browser keeps nothing: the keys are changed until the page is left.");
  }
}
