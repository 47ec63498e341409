// The frame of every page: announcements, the banner when the desk is gone, evidence without leaving the page.
// Everything here is also a plain link or form, and works without it.

const live = document.getElementById("live");
const banner = document.getElementById("banner");
const panel = document.getElementById("evidence");

/** Say something to those who do not see the page change. */
export function say(text) {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

/** Fetch from the desk. When it cannot be reached a banner says so, nothing on the page is lost, and `null` comes back. */
export async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, options);
    banner.hidden = true;
    return answer;
  } catch {
    banner.textContent = "The desk does not answer. What you typed is still here; start it again and retry.";
    banner.hidden = false;
    return null;
  }
}

// Whoever filters hears what is left. Where the page comes anew, it says so itself.
const told = document.getElementById("told");
if (told && location.search) setTimeout(() => say(told.textContent.replace(/\s+/g, " ").trim()), 500);

// Empty fields of a filter ask nothing, and need not stand in the address.
addEventListener("formdata", (event) => {
  if (!event.target.closest(".filters")) return;
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});

let opener = null;

/** The name of the entry or passage that a link shows the evidence of: its address without the report. */
export function entryOf(link) {
  return decodeURIComponent(new URL(link.dataset.evidence, location.href).pathname.split("/").pop());
}

/** Show the evidence that a link names in the panel. With `enter` the focus goes there, and Esc brings it back. */
export async function show(link, enter = false) {
  // Links in a picture have no `href` as others have it.
  const address = new URL(link.getAttribute("href"), location.href).href;
  if (!panel) { location.href = address; return false; }
  opener = link;
  const waiting = setTimeout(() => panel.classList.add("waiting"), 300);
  const answer = await ask(link.dataset.evidence, { headers: { "X-Part": "evidence" } });
  // The page may have asked for another one meanwhile.
  const html = answer && answer.headers.get("content-type")?.startsWith("text/html") ? await answer.text() : null;
  clearTimeout(waiting);
  if (opener !== link) return false;
  panel.classList.remove("waiting");
  if (html === null) return false;
  // Made by the desk, which escapes everything; parsed without running anything.
  panel.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  panel.scrollTop = 0;
  history.replaceState(null, "", address);
  mark(link);
  say(`Evidence: ${panel.querySelector("h2")?.textContent ?? ""}`);
  if (enter) panel.focus();
  return true;
}

/** Back to the word that the panel was opened from, or to the one that the address names. */
export function back() {
  const named = new URLSearchParams(location.search).get("e")?.split(":").pop();
  const word = opener?.isConnected ? opener : named && document.getElementById(named);
  (word || document.getElementById("main")).focus();
}

/** Of the links to evidence, the one whose evidence is shown says so. */
function mark(link) {
  for (const one of document.querySelectorAll("[data-evidence][aria-current]")) one.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  document.dispatchEvent(new CustomEvent("evidence", { detail: { entry: entryOf(link) } }));
}

addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[data-evidence]");
  if (link) {
    event.preventDefault();
    // A click that no pointer made is Enter.
    show(link, event.detail === 0);
    return;
  }
  const jump = event.target.closest?.("a[data-jump]");
  const mark = jump && document.getElementById(jump.dataset.jump);
  if (mark?.dataset.evidence && jump.pathname === new URL(mark.href).pathname) {
    event.preventDefault();
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    show(mark);
    return;
  }
  const copied = event.target.closest?.("a[data-copy]");
  if (copied && navigator.clipboard) {
    event.preventDefault();
    navigator.clipboard.writeText(copied.href).then(
      () => say("The link is copied."),
      () => { location.href = copied.href; },
    );
  }
});
