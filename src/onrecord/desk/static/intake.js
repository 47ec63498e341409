// Files dropped on any page: read one after another, with progress, a way to stop, and a list of what was skipped.
import { ask, say } from "./frame.js";

const line = document.getElementById("adding");
const [bar, words, stop] = line.children;
const outcome = document.getElementById("outcome");
const waiting = [];
const sum = { files: 0, read: 0, added: 0, skipped: [] };
let running = false;
let stopped = false;

for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
}
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dropping");
});
addEventListener("drop", async (event) => {
  document.body.classList.remove("dropping");
  if (!event.dataTransfer.files.length && !event.dataTransfer.items.length) return;
  event.preventDefault();
  // Entries must be taken before the first wait: afterwards the drop is over.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [...event.dataTransfer.files];
  if (entries.length) for (const entry of entries) await enter(entry);
  else waiting.push(...files);
  work();
});
stop.addEventListener("click", () => { stopped = true; });
// Sent over a form the page would show nothing until all is read.
document.querySelector("form.add")?.addEventListener("submit", (event) => {
  event.preventDefault();
  waiting.push(...event.target.elements.files.files);
  work(new URLSearchParams([...new FormData(event.target)].filter(([name, value]) => name !== "files" && value)));
});

/** All files of a dropped folder, hidden ones left out. */
async function enter(entry) {
  if (entry.name.startsWith(".")) return;
  if (entry.isFile) {
    waiting.push(await new Promise((done, failed) => entry.file(done, failed)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return;
    for (const one of some.sort((a, b) => (a.name < b.name ? -1 : 1))) await enter(one);
  }
}

async function work(known = new URLSearchParams()) {
  if (running) return;
  running = true;
  stopped = false;
  line.hidden = false;
  while (waiting.length && !stopped) {
    const file = waiting.shift();
    sum.files += 1;
    bar.max = sum.files + waiting.length;
    bar.value = sum.files - 1;
    words.textContent = `Reading ${file.name} (${sum.files} of ${bar.max})`;
    const query = new URLSearchParams(known);
    query.set("name", file.name);
    const answer = await ask(`/upload?${query}`, { method: "POST", body: file });
    if (!answer) { waiting.unshift(file); sum.files -= 1; break; }
    take(await answer.text(), file.name);
  }
  const left = waiting.length;
  line.hidden = true;
  running = false;
  tell(left);
}

function take(text, name) {
  for (const one of text.split("\n").filter(Boolean).map((row) => JSON.parse(row))) {
    if (one.event === "counted") { sum.read += one.read; sum.added += one.added; }
    else if (one.error) sum.skipped.push([one.error.where || name, `${one.error.what}. ${one.error.remedy} E${one.error.number}`]);
  }
}

/** What became of the files, as text only. */
function tell(left) {
  const parts = [`${sum.read} read, ${sum.added} of them new, ${sum.skipped.length} skipped`];
  if (left) parts.push(`${left} not sent`);
  const head = document.createElement("p");
  head.textContent = `${parts.join(", ")}. `;
  const again = document.createElement("a");
  again.href = location.href;
  again.textContent = "Show them";
  head.append(again);
  const list = document.createElement("ul");
  for (const [where, why] of sum.skipped) {
    const item = document.createElement("li");
    item.textContent = `${where}: ${why}`;
    list.append(item);
  }
  outcome.replaceChildren(head, list);
  outcome.hidden = false;
  say(parts.join(", "));
  refresh();
}

async function refresh() {
  const answer = await ask("/state.json");
  if (!answer?.ok) return;
  const now = await answer.json();
  document.getElementById("counts").textContent = `${now.reports} reports, ${now.statements} statements, ${now.moves} moves`;
}
