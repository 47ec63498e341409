"""Texts made to break a reader: each maker gives a text of about so many characters, of invented words and people."""

import random
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice

_NAMES = ("Irena Vasko", "Tarek Ondal", "Dana Orel", "Milo Karsten", "Šárka Ilvane", "Pell Ostrander")
_PLACES = ("Belmaria", "Keth", "Oranza", "Varn", "Karvell", "Port Ellory")
_PROSE = (
    "the talks border truce envoy bridge rebels minister offered refused demanded signed a new quiet river convoy and "
    "of to in on for with that said would had been were under before after could"
)


def _filled(pieces: Iterator[str], size: int) -> str:
    """Pieces in their order until they make up `size` characters, the last one cut."""
    out: list[str] = []
    length = 0
    for piece in pieces:
        out.append(piece)
        length += len(piece)
        if length >= size:
            break
    return "".join(out)[:size]


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _cycled(*pieces: str) -> Callable[[int], str]:
    return lambda size: _filled(cycle(pieces), size)


def _in_order(piece: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: _filled(map(piece, count()), size)


def _drawn(choices: tuple[str, ...] | list[str], between: str = " ") -> Callable[[int], str]:
    def make(size: int) -> str:
        chance = random.Random(size)
        return _filled((f"{chance.choice(choices)}{between}" for _ in count()), size)

    return make


def _name(number: int) -> str:
    """Invented names without end."""
    starts, ends = ("Bra", "Kel", "Mor", "Tis", "Vu", "Zan", "Or", "Pli"), ("dan", "vek", "mir", "lo", "sta", "ri")
    first = starts[number % 8] + ends[number // 8 % 6]
    last = starts[number // 48 % 8] + ends[number // 384 % 6] + ends[number // 2304 % 6]
    return f"{first} {last}"


def _news(number: int) -> str:
    who, other = _NAMES[number % 6], _NAMES[(number // 6 + 1) % 6]
    place = _PLACES[number % 5]
    return (
        f"{who} of {place} said on Tuesday that {other} had rejected the offer of {number + 2} trucks. "
        f"“We will not sign,” {other} told reporters, demanding that {place} withdraw.\n\n"
    )


def _nested(size: int) -> str:
    """Quotations within quotations, all the way in and out again."""
    deep = max(1, size // 30)
    half = "".join(f"He said: {'“‘'[n % 2]}" for n in range(deep))
    return _filled(iter((half, "no", "".join("”’"[n % 2] + " " for n in reversed(range(deep))), "." * size)), size)


def _attributions_nested(size: int) -> str:
    return _filled(iter(("Vasko said ", *("that Ondal said " for _ in range(size // 16)), "that she left.")), size)


def _one_sentence(size: int) -> str:
    words = _drawn(_PROSE.split())(max(1, size - 2)).strip()
    return f"The {words}."[:size]


def _codepoints(size: int) -> str:
    """Every character that there is, in order, again and again."""
    every = (chr(n) for n in cycle(range(1, 0x110000)) if not 0xD800 <= n < 0xE000)
    return "".join(islice(every, size))


def _clauses(*pieces: str) -> Callable[[int], str]:
    """One sentence of so many clauses."""
    return lambda size: "President Irena Vasko said " + _filled(cycle(pieces), size - 28) + "."


MAKERS: dict[str, Callable[[int], str]] = {
    # Usual prose, to hold the others against.
    "news": _in_order(_news),
    # Sizes out of all proportion.
    "one sentence": _one_sentence,
    "one sentence of names": _clauses("Tarek Ondal of Keth and ", "Dana Orel of Varn, "),
    "one sentence of clauses": _clauses("that Ondal refused to sign, ", "because Keth had attacked Varn, "),
    "one sentence of conditions": _clauses("that Keth would withdraw if Varn signed unless Oranza paid, "),
    "one word": _repeated("a"),
    "one capitalised word": lambda size: "V" + "a" * (size - 1),
    "one hyphenated word": _repeated("truce-"),
    "paragraphs of one word": _repeated("Truce\n\n"),
    "paragraphs of one sentence": _repeated("Vasko refused to sign.\n\n"),
    "lines of one letter": _repeated("a\n"),
    "list of names": _in_order(lambda n: f"{_name(n)}, "),
    "list of names, a line each": _in_order(lambda n: f"{_name(n)}\n\n"),
    "many people": _in_order(lambda n: f"{_name(n)} told {_name(n + 1)} that he would not sign. "),
    "one family": _in_order(lambda n: f"{_name(n).split()[0]} Vasko met {_name(n + 7).split()[0]} Vasko. Vasko left. "),
    "offices": _repeated("President Irena Vasko, the head of the ministry of the interior of Belmaria, "),
    "initials": _repeated("J. K. L. M. "),
    "abbreviations": _repeated("Mr. Dr. Gen. St. U.S. "),
    # Speech.
    "quotations": _in_order(lambda n: f"“Truce number {n},” said {_NAMES[n % 6]}. "),
    "quotations of one letter": _repeated("“a” "),
    "opening marks": _repeated("“"),
    "closing marks": _repeated("”"),
    "opening marks in sentences": _repeated("He said: “We will not go. "),
    "straight marks": _repeated('"'),
    "odd straight marks": _repeated('He said "no" and "'),
    "apostrophes": _repeated("'"),
    "single marks": _repeated("‘It's the boys' ‘truce’ "),
    "guillemets": _repeated("«»›‹„“"),
    "nested quotations": _nested,
    "nested attributions": _attributions_nested,
    "quotation over all": lambda size: "“" + _in_order(_news)(max(1, size - 14)).replace("”", "") + "” said Vasko.",
    "said": _repeated("said "),
    "said that": _repeated("said that "),
    "he said she said": _repeated("he said she said "),
    "said, after a name": _repeated("Vasko said. "),
    "according to": _repeated("according to Vasko, "),
    "turns": _repeated("Q: Will you sign?\n\nA: No.\n\n"),
    "pull-quotes": _in_order(
        lambda n: f"“We will not sign number {n},” said Vasko.\n\nWe will not sign number {n}\n\n"
    ),
    "one sentence of days": _clauses("that Ondal left on Tuesday and said on May 4 that Orel "),
    "pronouns": _repeated("He told her that they had told him. "),
    "names and pronouns": _in_order(lambda n: f"{_name(n)} said he had met her. They told him. "),
    "dashes of speech": _repeated("— No, said Vasko.\n"),
    # Acts.
    "verbs": _drawn(["attacked", "refused", "demanded", "signed", "met", "threatened", "arrested", "agreed"]),
    "acts": _repeated("Keth attacked Varn. Varn refused talks. "),
    "negations": _repeated("not never no "),
    "conditions": _repeated("if only if unless provided that "),
    "prepositions": _repeated("of the head of the house of "),
    "conjunctions": _repeated("and or but "),
    "relative clauses": _repeated("who said which had that "),
    "to": _repeated("to "),
    "repeated sentence": _repeated("Envoys of Keth and Belmaria met in Varn on Tuesday and agreed on a truce. "),
    "days": _repeated("on Tuesday, May 4, 2031, last week, two days ago, "),
    "numbers": _in_order(lambda n: f"{n * 7919 % 1000003} "),
    "digits": _repeated("1234567890"),
    "figures and signs": _repeated("1,000.00-3/4:5 "),
    "addresses": _repeated("https://news.example/a?b=c&d=e#f ondal@keth.example "),
    # Capitals, letters, signs.
    "all capitals": lambda size: _in_order(_news)(size).upper()[:size],
    "all small": lambda size: _in_order(_news)(size).lower()[:size],
    "every word capitalised": lambda size: _in_order(_news)(size).title()[:size],
    "capitals and small": _repeated("tRuCe oF vArN "),
    "single capitals": _repeated("A "),
    "punctuation": _cycled(".", ",", ";", "!", "?", ":", "-", "(", ")", "/", "…"),
    "full stops": _repeated("."),
    "full stops apart": _repeated(". "),
    "commas": _repeated(","),
    "hyphens": _repeated("-"),
    "long dashes": _repeated(" — "),
    "brackets": lambda size: "(" * (size // 2) + ")" * (size - size // 2),
    "open brackets in words": _repeated("truce (of "),
    "underscores": _repeated("_"),
    "bullets": _repeated("• Truce\n"),
    "markup": _repeated("<b onclick='x'>truce</b><script>"),
    "entities": _repeated("&lt;&amp;&#65;"),
    "formulas": _repeated("=HYPERLINK(1)\n"),
    # White space and controls.
    "spaces": lambda size: "truce" + " " * (size - 10) + "truce",
    "spaces between words": _repeated("truce" + " " * 200),
    "tabs": _repeated("\ttruce"),
    "empty lines": lambda size: "Truce." + "\n" * (size - 12) + "Truce.",
    "line ends": _repeated("truce\r\n\r"),
    "form feeds": _repeated("Truce.\f\v"),
    "line separators": _repeated("Vasko said no.\u2028\u2029\x85"),
    "NULs": _repeated("Vasko\0said\0no. "),
    "damaged letters": _repeated("Vas\ufffdko said no. "),
    "controls": _cycled(*(f"a{chr(n)}" for n in range(1, 32))),
    "no-break spaces": _repeated("Vasko\u00a0said\u202fno.\u3000"),
    "zero width": _repeated("Va\u200bs\u200dko\ufeff said\u2060 no. "),
    "soft hyphens": _repeated("Vas\u00adko sa\u00adid no. "),
    "directions": _repeated("\u202eVasko\u202c said \u2066no\u2069. "),
    "open overrides": _repeated("\u202e\u2067"),
    "combining marks": lambda size: "V" + "\u0301" * (size - 1),
    "combining marks in words": _repeated("V" + "\u0301\u0316" * 50 + "asko said. "),
    "surrogates": _repeated("Vasko \ud800said\udfff. "),
    "every character": _codepoints,
    # Scripts.
    "emoji": _repeated("👩‍👩‍👧‍👦🏳️‍🌈 "),
    "flags": _repeated("🇧🇪"),
    "homoglyphs": _repeated("Vаskо sаid “nо”. "),
    "fullwidth": _repeated("Ｖａｓｋｏ　ｓａｉｄ．"),
    "mathematical": _repeated("𝐕𝐚𝐬𝐤𝐨 𝐬𝐚𝐢𝐝 𝐧𝐨. "),
    "ligatures": _repeated("oﬃce ﬂag ﬁre ĳ ǆ ß ŉ İ ı "),
    "han": _repeated("会谈在桥边举行。"),
    "han without stops": _repeated("会谈"),
    "kana": _repeated("「きょうはもどらない」といった。"),
    "thai": _repeated("การเจรจายังดำเนินอยู่"),
    "hangul, taken apart": _repeated("\u1112\u1161\u11ab"),
    "right to left": _repeated("قال المبعوث إن المحادثات مستمرة. "),
    "both directions": _repeated("Vasko said “قال المبعوث” on Tuesday. "),
    "private use": _repeated("\ue000\uf8ff "),
    # Patterns that make a search go back over what it had.
    "spaces before a line end": _repeated(" \n"),
    "nearly a byline": _repeated("By Ida Renn and "),
    "nearly a dateline": _repeated("KARVELL, "),
    "nearly a date": _repeated("May 4, May "),
    "nearly an ellipsis": _repeated(". . "),
    "nearly a number": _repeated("1,"),
    "nearly a name": _repeated("of the de la van "),
    "O's": _repeated("O'"),
    "dotted capitals": _repeated("U.S."),
    "capitals and hyphens": _repeated("Va-"),
    "slashes": _repeated("and/or/"),
    "same letters": _repeated("aaaaaaaaa "),
    "tokens of one sign": _cycled("a", "!", "1", "é", "—", "\u0301"),
}
"""Maker by what it makes; each takes the number of characters (a text may be a little shorter)."""
