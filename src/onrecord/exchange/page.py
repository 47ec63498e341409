"""A page that stands alone: a picture with a table of the same rows, no script, nothing loaded from anywhere.

Texts of reports are written as text only; a content security policy forbids everything but the page's own style.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape

import msgspec

from onrecord.exchange import csv
from onrecord.exchange.safe import escaped
from onrecord.exchange.svg import DARK, LIGHT
from onrecord.exchange.svg import STYLE as PICTURE_STYLE
from onrecord.version import __version__
from onrecord.views.passages import ReportRef

MOST = 2000
"""Rows written into a page; a browser shows more only slowly. The CSV holds them all."""
_WEB = ("http://", "https://")


def _colours(of: dict[str, str]) -> str:
    return (
        f"body {{ background: {of['paper']}; color: {of['ink']}; }} a {{ color: {of['mc']}; }}\n"
        f".soft {{ color: {of['soft']}; }} .card {{ background: {of['card']}; border-color: {of['edge']}; }}\n"
        f"th, td, blockquote {{ border-color: {of['edge']}; }} .changed {{ border-color: {of['mx']}; }}"
    )


STYLE = f"""
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem; }}
h1 {{ font-size: 1.5rem; margin: 0 0 .5rem; }} h2 {{ font-size: 1.15rem; margin: 1.5rem 0 .4rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: start; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid; }}
.scroll {{ overflow-x: auto; }} svg {{ max-width: 100%; height: auto; }}
.wide {{ min-width: 17rem; }} .cited {{ min-width: 9rem; }}
.day {{ white-space: nowrap; }} .board {{ table-layout: fixed; }} .board .matter {{ width: 14%; }}
.card {{ border: 1px solid; border-radius: .3rem; padding: .4rem .6rem; margin: 0 0 .5rem; break-inside: avoid; }}
.card p, .card ul {{ margin: .2rem 0; }} .claimed {{ border-style: dashed; }} .changed {{ border-width: 3px; }}
blockquote {{ margin: .4rem 0 0; padding-inline-start: .6rem; border-inline-start: 3px solid; }}
summary {{ cursor: pointer; min-height: 24px; }} dt {{ font-weight: 600; }} dd {{ margin: 0 0 .4rem; }}
td, th, p, dd, blockquote {{ overflow-wrap: break-word; }} cite {{ font-style: normal; }}
{_colours(LIGHT)}
@media screen and (prefers-color-scheme: dark) {{
{_colours(DARK)}
}}
@media print {{
:root {{ color-scheme: light; }} @page {{ size: A4 landscape; margin: 9mm; }}
body {{ margin: 0; font: 6.8pt/1.12 Arial, "Liberation Sans", "Helvetica Neue", sans-serif; }}
h1 {{ font-size: 11pt; }} h2 {{ font-size: 9pt; }}
h1, h2, p, dl {{ margin: 0 0 1mm; }} dl, dt, dd {{ display: inline; }} details {{ display: none; }}
thead {{ display: table-header-group; }} tr {{ break-inside: avoid; }} th, td {{ padding: .2mm .6mm; }}
.card {{ padding: 0 .8mm; margin: 0 0 .3mm; border-width: .4pt; }} .changed {{ border-width: 1.3pt; }}
.board .matter {{ width: 11%; }} .scroll {{ overflow: visible; }} svg {{ max-height: 180mm; }}
.wide, .cited {{ min-width: 0; }}
.card p, .card ul, .card li {{ display: inline; margin: 0; padding: 0; }} .card li::after {{ content: "; "; }}
}}
"""


def page(title: str, body: Iterable[str], picture: str | None = None) -> str:
    """A whole page; the picture (SVG text made by this package) stands above the body."""
    figure = [f'<div class="scroll">{picture}</div>'] if picture else []
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(with_picture=bool(picture)))}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="generator" content="onrecord {escape(__version__)}">',
            f"<title>{text(title)}</title><style>{STYLE}</style></head><body><main>",
            f"<h1>{text(title)}</h1>",
            *figure,
            *body,
            "</main></body></html>",
            "",
        ]
    )


def table(kind: type[msgspec.Struct], rows: Sequence[msgspec.Struct]) -> Iterator[str]:
    """The rows as an HTML table: what they say, the report they come from, then ids and places in the text."""
    shown = rows[:MOST]
    yield f"<h2>{len(rows):,} {'row' if len(rows) == 1 else 'rows'}</h2>"
    if len(shown) < len(rows):
        yield f"<p>The first {len(shown):,} are here; the CSV of the same question holds all.</p>"
    if not rows:
        yield "<p>Nothing in the record passes the filters.</p>"
        return
    names = sorted((name for name in kind.__struct_fields__), key=_order)
    heads = "".join(f'<th scope="col">{text(name.replace("_", " ").strip())}</th>' for name in names)
    yield f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>'
    for row in shown:
        yield "<tr>" + "".join(_cell(name, getattr(row, name)) for name in names) + "</tr>"
    yield "</tbody></table></div>"


def cited(report: ReportRef) -> str:
    """A report as outlet, day and title; with a link where it came from a web address."""
    words = ", ".join(filter(None, (report.publisher, report.published, report.title))) or report.source
    address = report.url or report.source
    if not address.startswith(_WEB):
        return f"<cite>{isolated(words)}</cite>"
    return f'<cite><a href="{escape(escaped(address))}" rel="noreferrer noopener">{isolated(words)}</a></cite>'


def isolated(words: str) -> str:
    """Text of a report among words of ours: its direction of writing is its own."""
    return f"<bdi>{text(words)}</bdi>"


def text(words: str) -> str:
    """Any text as text of the page, with what could mislead or break it written out."""
    return escape(escaped(words))


def _cell(name: str, value: object) -> str:
    if isinstance(value, ReportRef):
        return f'<td class="cited">{cited(value)}</td>'
    look = _LOOKS.get(name, "soft" if _order(name) else "")
    marked = f' class="{look}"' if look else ""
    return f'<td dir="auto"{marked}>{text(csv.words(value))}</td>'


_LOOKS = {"passage": "wide", "when": "day", "first": "day", "last": "day"}


def _order(name: str) -> int:
    """Ids and places in the text come last, the report before them."""
    if name == "report":
        return 1
    return 2 if name in ("id", "span", "occurrence", "copy_of", "clock") or name.endswith("_id") else 0


def _policy(*, with_picture: bool) -> str:
    """Nothing may be loaded or run; of styles only those of this very text, by their hash."""
    styles = [STYLE, PICTURE_STYLE] if with_picture else [STYLE]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in styles]
    return f"default-src 'none'; style-src {' '.join(hashes)}; base-uri 'none'; form-action 'none'"
