// The reading view: a click on marked words shows their evidence; selected words can be marked by hand.
import { show } from "./frame.js";

const text = document.getElementById("text");
const report = document.querySelector("[data-report]")?.dataset.report;

// Not by scrollIntoView: Tab would then begin there, and not at the top of the page.
const list = document.querySelector(".reports");
const open = list?.querySelector("[aria-current]")?.getBoundingClientRect();
if (open && open.bottom > list.getBoundingClientRect().bottom) list.scrollTop = open.top - list.getBoundingClientRect().top - 40;

if (text) {
  const named = new URLSearchParams(location.search).get("e");
  if (named?.startsWith(`${report}:`)) choose(named.split(":").pop());
  document.addEventListener("evidence", (event) => choose(event.detail.entry));
  text.addEventListener("click", (event) => {
    // Who selects words does not ask for evidence.
    if (!getSelection().isCollapsed || event.target.closest("a")) return;
    const mark = event.target.closest("[data-of]");
    const link = mark && document.getElementById(mark.dataset.of.split(" ").pop());
    if (link) show(link);
  });
  document.addEventListener("selectionchange", offer);
}

/** Outline the words of one entry. */
function choose(entry) {
  for (const one of text.querySelectorAll(".chosen")) one.classList.remove("chosen");
  for (const one of text.querySelectorAll(`[data-of~="${CSS.escape(entry)}"]`)) one.classList.add("chosen");
  const link = document.getElementById(entry);
  if (link?.dataset.evidence) link.setAttribute("aria-current", "true");
}

let box = null;

/** Offer to mark the selected words by hand: the forms with the passage in their address. */
function offer() {
  const span = selected();
  if (!span) { if (box) box.hidden = true; return; }
  box ??= document.body.appendChild(made());
  for (const link of box.querySelectorAll("a")) link.href = `/correct/${report}/${link.dataset.add}?c=${span[0]}-${span[1]}`;
  box.hidden = false;
}

function made() {
  const region = document.createElement("p");
  region.className = "by-hand";
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", "Selected words");
  region.append("Mark by hand: ");
  for (const kind of ["statement", "move"]) {
    const link = document.createElement("a");
    link.className = "button";
    link.dataset.add = kind;
    link.textContent = `a ${kind}…`;
    region.append(link, " ");
  }
  return region;
}

/** The selection as a span of code points of the report's text; null where there is none. */
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const words = range.toString();
  if (!words.trim()) return null;
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? [start, end] : null;
}

/** Where a point of the page is in the report's text. Letters and bars are none of it; an odd character counts one. */
function offset(node, at) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = element.closest("[data-at]");
  if (!block) return null;
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, at);
  const before = range.cloneContents();
  for (const one of before.querySelectorAll(".letter, .told")) one.remove();
  for (const one of before.querySelectorAll("[data-odd]")) one.textContent = "x";
  return Number(block.dataset.at) + [...before.textContent].length;
}
