// The size of the picture by keys (+ and - while it has the focus) and by the wheel with Ctrl. The links above it do
// the same, and work without this.

const LEVELS = [50, 75, 100, 150, 200, 300];
const main = document.getElementById("main");

let own = null;

function level() {
  return Number(new URL(location.href).searchParams.get("zoom") ?? 100);
}

/** Show the picture at a size, with the point at `x`, `y` of its window where it is. */
function resize(box, size, x, y) {
  const picture = box.querySelector("svg");
  const [, , width, height] = picture.getAttribute("viewBox").split(" ").map(Number);
  const before = picture.getBoundingClientRect().width;
  picture.setAttribute("width", width * size / 100);
  picture.setAttribute("height", height * size / 100);
  const grown = width * size / 100 / before;
  box.scrollLeft = (box.scrollLeft + x) * grown - x;
  box.scrollTop = (box.scrollTop + y) * grown - y;
  const address = new URL(location.href);
  address.searchParams.set("zoom", size);
  history.replaceState(history.state, "", address);
  for (const link of main.querySelectorAll("[data-size]")) {
    if (link.dataset.size === String(size)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  // The other links of the page lead to where the picture has this size too.
  for (const link of main.querySelectorAll('a[href^="/network?"]:not([data-size])')) {
    const kept = new URL(link.getAttribute("href"), location.href);
    kept.searchParams.set("zoom", size);
    link.setAttribute("href", kept.pathname + kept.search + kept.hash);
  }
}

function step(box, by, x = box.clientWidth / 2, y = box.clientHeight / 2) {
  const next = LEVELS[LEVELS.indexOf(level()) + by];
  if (next) resize(box, next, x, y);
}

function listen() {
  const box = document.getElementById("picture");
  if (!box || box === own) return;
  own = box;
  box.addEventListener("keydown", (event) => {
    const by = { "+": 1, "=": 1, "-": -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(box, by);
  });
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const place = box.getBoundingClientRect();
    step(box, event.deltaY < 0 ? 1 : -1, event.clientX - place.left, event.clientY - place.top);
  }, { passive: false });
}

/** Bring what is chosen into the window of the picture. */
function seek() {
  const box = document.getElementById("picture");
  const marks = [...(box?.querySelectorAll("a[aria-current]") ?? [])].map((one) => one.getBoundingClientRect());
  if (!marks.length) return;
  const place = box.getBoundingClientRect();
  const left = Math.min(...marks.map((one) => one.left)), right = Math.max(...marks.map((one) => one.right));
  const top = Math.min(...marks.map((one) => one.top)), foot = Math.max(...marks.map((one) => one.bottom));
  if (left < place.left || right > place.right) box.scrollLeft += (left + right) / 2 - (place.left + place.right) / 2;
  if (top < place.top || foot > place.bottom) box.scrollTop += (top + foot) / 2 - (place.top + place.bottom) / 2;
}

main.addEventListener("shown", () => { listen(); seek(); });
listen();
seek();
