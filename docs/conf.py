"""The documentation as a site that stands alone and loads nothing from outside: `make site` writes it to build/site."""

from pathlib import Path

from sphinx.application import Sphinx

from onrecord.version import __version__

project = "onrecord"
author = "The onrecord developers"
copyright = author  # noqa: A001  # Sphinx names it so
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["conf.py"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
# A code block without a language is text as it stands; Sphinx would try Python.
highlight_language = "none"
# The README shows some keys of JSON with an ellipsis.
suppress_warnings = ["misc.highlighting_failure"]

autodoc_typehints = "signature"
python_maximum_signature_line_length = 90
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = f"onrecord {version}"
html_show_sourcelink = False
html_extra_path = ["record.schema.json"]

# Pages of the repository's first folder, by what they are on the site.
_ELSEWHERE = {"README.md": "index.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
_FILES = ("src/onrecord/reading/model/weights/NOTICE", "LICENSE", "NOTICE")


def _links(app: Sphinx, name: str, source: list[str]) -> None:
    """Links as they are from the folder of pages; files that the site does not hold lead to the repository's own."""
    text = source[0]
    for page, here in _ELSEWHERE.items():
        text = text.replace(f"](../{page}", f"]({here}")
    source[0] = text


def _included(app: Sphinx, relative_path: Path, parent: str, source: list[str]) -> None:
    """The same for a page that is included from the first folder."""
    text = source[0].replace("](docs/", "](")
    for page, here in _ELSEWHERE.items():
        text = text.replace(f"]({page}", f"]({here}")
    for file in _FILES:
        text = text.replace(f"]({file})", f"](https://pypi.org/project/onrecord/#{file.rsplit('/', 1)[-1].lower()})")
    source[0] = text


def setup(app: Sphinx) -> None:
    """Sphinx calls this when it starts."""
    app.connect("source-read", _links)
    app.connect("include-read", _included)
