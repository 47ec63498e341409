"""Drawing in SVG 1.1: elements with attributes, text that can only be text, colours for light and dark.

Pictures hold no script, load nothing, and say in a title what each mark stands for.
"""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from onrecord.exchange.measure import SIZE, wrapped
from onrecord.exchange.safe import one_line

QUAD_MARKS: dict[str, tuple[str, str]] = {
    "verbal-cooperation": ("vc", "2 4"),
    "material-cooperation": ("mc", "none"),
    "verbal-conflict": ("vx", "8 4"),
    "material-conflict": ("mx", "12 3 2 3"),
}
"""Class and dashes of a line for each quad class: never colour alone."""

LIGHT = {
    "paper": "#ffffff",
    "card": "#f4f4f1",
    "ink": "#1a1a1a",
    "soft": "#595959",
    "edge": "#7d7d78",
    "vc": "#22704f",
    "mc": "#1f5fae",
    "vx": "#8f5606",
    "mx": "#b02a37",
    "said": "#5d5d70",
}
"""Colours on a light ground: all but the edges of cards stand at 4.5 to 1 or more against paper and card."""
DARK = {
    "paper": "#15171a",
    "card": "#22252a",
    "ink": "#e8e6e1",
    "soft": "#b3b1ac",
    "edge": "#8d8f94",
    "vc": "#6cc9a1",
    "mc": "#86b6f2",
    "vx": "#e5b567",
    "mx": "#f2959d",
    "said": "#b4b4cc",
}
"""The same on a dark ground."""
_MARKS = ("vc", "mc", "vx", "mx", "said")


def _colours(of: dict[str, str]) -> str:
    # Written out: many readers of SVG know no variables of CSS.
    rules = [
        f"svg.onrecord {{ background: {of['paper']}; color: {of['ink']}; }}",
        f".onrecord text {{ fill: {of['ink']}; }} .onrecord .soft {{ fill: {of['soft']}; }}",
        f".onrecord .rule {{ stroke: {of['ink']}; stroke-opacity: .18; }}",
        f".onrecord .card, .onrecord .node {{ fill: {of['card']}; stroke: {of['edge']}; }}",
        f".onrecord .changed {{ stroke: {of['mx']}; stroke-width: 2.5; }}",
        f".onrecord .halo {{ stroke: {of['paper']}; stroke-width: 6; stroke-linejoin: round; paint-order: stroke; }}",
        f".onrecord .on {{ fill: {of['paper']}; }}",
        f".onrecord .band {{ fill-opacity: .18; stroke-dasharray: 3 2; }} .onrecord .open {{ fill: {of['paper']}; }}",
    ]
    rules += [
        f".onrecord .{name} {{ stroke: {of[name]}; }} .onrecord .f-{name} {{ fill: {of[name]}; }}" for name in _MARKS
    ]
    return "\n".join(rules)


STYLE = f"""
.onrecord text {{ font: {SIZE:.0f}px "DejaVu Sans", "Helvetica Neue", Arial, sans-serif; unicode-bidi: plaintext; }}
.onrecord .head {{ font-weight: 600; }} .onrecord .big {{ font-size: 16px; }} .onrecord .small {{ font-size: 11px; }}
{_colours(LIGHT)}
@media screen and (prefers-color-scheme: dark) {{
{_colours(DARK)}
}}
"""
"""The style of every picture. Paper is always light."""


def picture(width: float, height: float, title: str, described: str, *, holds_links: bool = False) -> Element:
    """An empty picture of this size in pixels, with its title and description for those who hear it read out.

    One that holds links is a group of them: what is inside an image nobody can reach.
    """
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": number(width),
            "height": number(height),
            "class": "onrecord",
            "role": "group" if holds_links else "img",
            "aria-labelledby": "title described",
        },
    )
    SubElement(root, "title", {"id": "title"}).text = one_line(title)
    SubElement(root, "desc", {"id": "described"}).text = one_line(described)
    SubElement(root, "style").text = STYLE
    return root


def add(parent: Element, tag: str, title: str | None = None, /, **attributes: float | str) -> Element:
    """A further element; `class_` becomes `class`, `stroke_width` becomes `stroke-width`; `title` shows on hovering."""
    named = {key.rstrip("_").replace("_", "-"): _value(value) for key, value in attributes.items()}
    element = SubElement(parent, tag, named)
    if title is not None:
        SubElement(element, "title").text = one_line(title)
    return element


def write(parent: Element, x: float, y: float, text: str, **attributes: float | str) -> Element:
    """A line of text at a place."""
    element = add(parent, "text", x=x, y=y, **attributes)
    element.text = one_line(text)
    return element


def linked(parent: Element, attributes: Mapping[str, str] | None, name: str) -> Element:
    """Where to draw what leads somewhere: in a link with these attributes and this name; else in the parent itself."""
    if attributes is None:
        return parent
    return SubElement(parent, "a", {**attributes, "aria-label": one_line(name)})


def lines_of(text: str, room: float, most: int, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """The text, made safe, in at most so many lines of at most so many pixels; an ellipsis tells of what is cut."""
    return wrapped(one_line(text), room, most, size, bold=bold)


def column(parent: Element, x: float, y: float, lines: Iterable[str], step: float, **attributes: float | str) -> float:
    """Lines of text below one another; the height of the line after them."""
    for line in lines:
        write(parent, x, y, line, **attributes)
        y += step
    return y


def text_of(root: Element) -> str:
    """The picture as SVG text."""
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def number(value: float) -> str:
    """A number of pixels, to a tenth.

    >>> number(3.0), number(1.2345)
    ('3', '1.2')
    """
    return f"{value:.1f}".removesuffix(".0")


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else number(value)
