"""How a marked-up report looks in a notebook's cell: its style sheet, for light and dark."""

from onrecord.exchange.svg import DARK, LIGHT

LANE = 14
"""Pixels from one bar of the margin to the next: room for two small letters."""

_IN = ".onrecord-shown"

_QUADS = {"verbal-cooperation": "vc", "material-cooperation": "mc", "verbal-conflict": "vx", "material-conflict": "mx"}

# Who draws a notebook says in these ways whether it is dark, whatever the system is.
_DARK_PAGES = ('[data-jp-theme-light="false"]', ".vscode-dark", 'html[theme="dark"]')
_LIGHT_PAGES = ('[data-jp-theme-light="true"]', ".vscode-light", 'html[theme="light"]')

_RULES = f"""
{_IN} {{ background: var(--paper); color: var(--ink); font: 15px/1.4 system-ui, sans-serif; padding: .8rem 1rem; }}
{_IN} p {{ margin: 0 0 .3rem; max-width: 46rem; overflow-wrap: break-word; }}
{_IN} .title {{ font-size: 1.2rem; font-weight: 600; }}
{_IN} .soft, {_IN} .out {{ color: var(--soft); }}
{_IN} .why {{ font-size: .8rem; margin: .8rem 0 0; }}
{_IN} .text {{ margin: .8rem 0; }}
{_IN} .block {{ position: relative; line-height: 1.8; white-space: pre-wrap; margin: 0 0 .5rem; }}
{_IN} .headline, {_IN} .subhead {{ font-weight: 600; }}
{_IN} mark {{ background: none; color: inherit; }}
{_IN} .content {{ text-decoration: underline 2px var(--said); text-underline-offset: 5px;
  text-decoration-skip-ink: none; }}
{_IN} .content.indirect {{ text-decoration-style: dotted; }}
{_IN} .content.mixed {{ text-decoration-style: dashed; }}
{_IN} .source {{ border-bottom: 1px solid var(--ink); }}
{_IN} .cue {{ border-bottom: 1px dotted var(--ink); }}
{_IN} .act, {_IN} mark.tie {{ background: color-mix(in srgb, var(--of) 13%, var(--paper)); }}
{_IN} .trigger {{ background: color-mix(in srgb, var(--of) 34%, var(--paper)); }}
{_IN} mark:is(.act, .trigger, .tie) {{ border-radius: 2px; padding-block: 2px; }}
{_IN} .bar {{ position: absolute; width: 4px; height: 1.8em; background: var(--of); }}
{_IN} .letter {{ position: absolute; z-index: 1; font: bold 9px/12px system-ui, sans-serif; color: var(--ink);
  margin-top: 5px; background: var(--paper); min-width: 12px; text-align: center; text-decoration: none; }}
{_IN} .letter::before {{ content: attr(data-letter); }}
{_IN} .told {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; user-select: none; }}
{_IN} .legend {{ font-size: .85rem; line-height: 2; }}
{_IN} .key {{ white-space: nowrap; margin-inline-end: .8rem; }}
{_IN} .scroll {{ overflow-x: auto; }}
{_IN} table {{ border-collapse: collapse; width: 100%; font-size: .85rem; color: inherit; background: none; }}
{_IN} tr {{ background: none; }}
{_IN} :is(th, td) {{ text-align: start; vertical-align: top; padding: .3rem .6rem; border: 0;
  border-bottom: 1px solid var(--edge); color: inherit; background: none; white-space: normal; }}
{_IN} th[scope="row"] {{ white-space: nowrap; }}
{_IN} td {{ overflow-wrap: break-word; min-width: 5rem; }} {_IN} td:nth-of-type(2) {{ min-width: 16rem; }}
@media (forced-colors: active) {{
  {_IN} .bar {{ background: Highlight; forced-color-adjust: none; }}
  {_IN} mark {{ background: Canvas; color: CanvasText; border-color: CanvasText; text-decoration-color: CanvasText;
    forced-color-adjust: none; }}
  {_IN} mark:is(.act, .trigger, .tie) {{ background: color-mix(in srgb, CanvasText 20%, Canvas); }}
  {_IN} .trigger {{ outline: 1px solid Highlight; }}
}}
"""


def style(lanes: int) -> str:
    """The style sheet of one report, whose margin has so many lanes."""
    looks = [f"{_IN} .{quad} {{ --of: var(--{name}); }}" for quad, name in _QUADS.items()]
    # Of what is both said and done, the fill is of the act: a statement colours its own bar alone.
    looks.append(f"{_IN} .bar:is(.direct, .indirect, .mixed) {{ --of: var(--said); }}")
    looks.append(f"{_IN} .tie {{ --of: var(--soft); }}")
    margin = LANE * lanes + 6
    places = [f"{_IN} .block {{ padding-inline-start: {margin}px; }}"]
    for lane in range(lanes):
        left = margin - LANE * (lane + 1)
        places.append(f"{_IN} .bar.lane{lane} {{ inset-inline-start: {left}px; }}")
        places.append(f"{_IN} .letter.lane{lane} {{ inset-inline-start: {left - 4}px; }}")
    dark = f"@media (prefers-color-scheme: dark) {{ {_IN} {{ {_colours(DARK)} }} }}"
    pages = [f"{page} {_IN} {{ {_colours(of)} }}" for of, them in _BY_PAGE for page in them]
    return "\n".join([f"{_IN} {{ {_colours(LIGHT)} }}", dark, *pages, *looks, _RULES.strip(), *places])


_BY_PAGE = ((LIGHT, _LIGHT_PAGES), (DARK, _DARK_PAGES))


def _colours(of: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in of.items())
