"""The messages of files, folders, archives and addresses."""

MESSAGES: dict[int, tuple[str, str]] = {
    101: ("There is no file or folder of this name", "Check the spelling, or list the folder."),
    102: ("This file or folder could not be read ({reason})", "Check who may read it, or copy it elsewhere."),
    103: ("This folder holds no files", "Name the folder that holds the reports; hidden files are skipped."),
    104: ("This file is larger than {limit} bytes", "Split it into several files, each of whole reports."),
    105: ("There is no standard input", "Send the report in with a pipe, or name a file instead of `-`."),
    106: (
        "This is damaged or cut off ({reason})",
        "What could be read of it was. Copy or fetch it again for the rest.",
    ),
    107: (
        "From {taken} bytes this unpacks to more than {given}, which no reports do",
        "It was left there; what came before was read. If it is right, unpack it yourself and give the files.",
    ),
    108: (
        "This unpacks to more than {limit} bytes in all",
        "What came before was read. Unpack it yourself and give the files, or split it.",
    ),
    109: ("This archive has more than {limit} members", "Split it into several archives, or unpack it."),
    110: (
        "This is packed in more than {depth} layers of archives and compressions",
        "Unpack some of them yourself and give the files.",
    ),
    111: (
        "This member is locked with a password",
        "Unpack it with the password and give the file; the others are read.",
    ),
    112: (
        "This member is packed in a way that is not read ({way})",
        "Unpack it with another program and give the file; the others are read.",
    ),
    113: (
        "The list of members at this archive's end is missing or damaged",
        "Its members are read as far as they are found without. Copy or fetch it again for the rest.",
    ),
    114: ("This record of the web archive is damaged ({reason})", "The others are read. Fetch the archive again."),
    115: (
        "This web archive is damaged in {count} places",
        "It was left there; what came before was read. Fetch it again.",
    ),
    118: ("Passed over in this archive: {what}", "These are no reports; unpack it to look at them."),
    119: ("There is nothing in this archive", "Check that it was saved or downloaded completely."),
    120: (
        "This is an address, and nothing is fetched unless asked",
        "Add --fetch to fetch it, or save the page and give the file.",
    ),
    121: ("This address cannot be fetched: {reason}", "Give the http or https address of one page or file."),
    122: (
        "This address was not asked, since {reason}",
        "Only pages in the public network are fetched. Save the page with a browser and give the file.",
    ),
    123: (
        "No machine of the name {host} was found",
        "Check the spelling and the network; proxies are not used. Or save the page and give the file.",
    ),
    124: ("There was no whole answer from this address: {reason}", "Try later, or save the page and give the file."),
    125: (
        "It is not certain who answers at this address ({reason})",
        "Look at it in a browser; if you trust it, save the page and give the file.",
    ),
    126: (
        "The server gave no page but status {status}",
        "Open it in a browser; if it shows the report, save the page and give the file.",
    ),
    127: (
        "What this address sends is more than {limit} bytes{part}",
        "Fetch it with another program, and give the file.",
    ),
    128: (
        'The answer is packed in a way that was not asked for ("{encoding}")',
        "Save the page with a browser and give the file.",
    ),
    129: (
        "This address took longer than {seconds} seconds",
        "Try later, or fetch it with another program, and give the file.",
    ),
    130: ("This address was sent on more than {limit} times", "Open it in a browser and give the address it ends at."),
    131: (
        "An encrypted page sends on to one that is not",
        "If you trust that one, give its own address.",
    ),
}
