"""The messages of the desk."""

MESSAGES: dict[int, tuple[str, str]] = {
    700: (
        "The desk that holds this record does not answer ({reason})",
        "Look at {url}, or end the desk and try again.",
    ),
    701: ("This desk is not at the address that was asked for ({host})", "Use the address that it printed: {url}"),
    702: ("This desk asks for its token", "Use the whole address that it printed, with `token=` in it."),
    703: (
        "A change was asked for by another page, or by a program without the desk's token, and refused",
        "Use the desk's own page, or the commands of onrecord.",
    ),
    704: ("The desk has no page of this address ({path})", "Begin at {url}"),
    705: ("What was sent cannot be used ({reason})", "See {url}openapi.json for what is expected."),
    706: (
        "The desk that holds this record runs onrecord {theirs}; this is {ours}",
        "End the desk and start it again with this version.",
    ),
    707: ("The desk cannot listen at {host}, port {port} ({reason})", "Name another port with --port."),
    708: ("A desk for this record runs already at {url}", "Open that, or end it (process {process}) and try again."),
    709: (
        "More than {limit} bytes were sent at once",
        "Send the files one by one, or add them with: onrecord add RECORD FILES.",
    ),
    710: ("The desk failed on this page ({fault})", "This is a fault of ours: please report it. The record is whole."),
    711: ("`after` is not where a page of this list ends", "Use the `next` of the page before."),
    712: (
        "Nothing was taken out: somebody is still being answered, or is sending a file",
        "Try again when running exports and uploads have ended, or end the desk first.",
    ),
}
