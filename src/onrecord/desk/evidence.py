"""The evidence of one entry or passage: as a page of its own, or as the piece of a page that a script puts in place."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.desk.frame import Frame
from onrecord.desk.panel import panel
from onrecord.http.faults import status_of

PART = "x-part"
"""The header by which a script asks for a piece of a page alone, and (its value) for which one."""


def routes(frame: Frame) -> list[BaseRoute]:
    """The address of every entry's evidence."""

    def show(request: Request) -> Response:
        report, entry = request.path_params["report"], request.path_params["entry"]
        found = panel(frame.book, f"{report}:{entry}")
        status = status_of(found.error) if found and found.error else 200
        if request.headers.get(PART) == "evidence":
            return frame.part(request, "evidence.html", status=status, panel=found)
        title = found.evidence.entry.label if found and found.evidence else f"Evidence {entry}"
        return frame.page(request, "alone.html", view="", title=title, status=status, panel=found)

    return [Route("/evidence/{report}/{entry}", show)]
