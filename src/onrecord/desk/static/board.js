// Names suggested for parties, fetched when they are first needed; and private notes on a board: kept in this browser,
// never sent to the desk, printed only when asked for.
import { ask } from "./frame.js";

const SUGGESTED = 100;
const names = document.getElementById("actors");

for (const field of document.querySelectorAll("input[list=actors]")) field.addEventListener("focus", suggest, { once: true });

/** The actors in most reports, as text only. */
async function suggest() {
  if (names.childElementCount || names.dataset.asked) return;
  names.dataset.asked = "yes";
  const answer = await ask(`/actors.json?limit=${SUGGESTED}`);
  if (!answer?.ok) return;
  const { rows } = await answer.json();
  for (const name of new Set(rows.map((row) => row.name))) names.append(new Option(name, name));
}

const notes = document.getElementById("notes");

if (notes) {
  const text = document.getElementById("my-notes");
  const paper = document.getElementById("notes-paper");
  const print = document.getElementById("print-notes");
  const key = notes.dataset.notes;
  const show = () => {
    paper.textContent = text.value;
    notes.classList.toggle("printed", print.checked && text.value.trim() !== "");
  };
  try {
    text.value = localStorage.getItem(key) ?? "";
    text.addEventListener("input", () => {
      if (text.value) localStorage.setItem(key, text.value);
      else localStorage.removeItem(key);
      show();
    });
    print.addEventListener("change", show);
    notes.hidden = false;
    show();
  } catch {
    // Where the browser keeps nothing for pages there is no place for notes, and none is offered.
  }
}
