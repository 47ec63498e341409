import gc
import time

import pytest

from tests.reading.sayings import Said, found

SHUT = "the road was shut"


def one(text: str) -> Said:
    (only,) = found(text)
    return only


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # after the quotation, before it, inverted, in the middle
        ("“We will not sign,” Vasko said.", "Vasko", "said", ["“We will not sign,”"]),
        ("Vasko said, “We will not sign.”", "Vasko", "said", ["“We will not sign.”"]),
        ("Vasko said: “We will not sign.”", "Vasko", "said:", ["“We will not sign.”"]),
        ("Vasko said:\n“We will not sign.”", "Vasko", "said:", ["“We will not sign.”"]),
        ("“We will not sign,” said the minister.", "the minister", "said", ["“We will not sign,”"]),
        ("“We will not sign”, said the minister.", "the minister", "said", ["“We will not sign”"]),
        ("“Who will sign?” asked Orsk.", "Orsk", "asked", ["“Who will sign?”"]),
        ("“Stop!” shouted the envoy.", "the envoy", "shouted", ["“Stop!”"]),
        ("“We will not,” he said, “sign it.”", "he", "said", ["“We will not,”", "“sign it.”"]),
        ("“We wait,” Orsk said. “Not long, though.”", "Orsk", "said", ["“We wait,”", "“Not long, though.”"]),
        ("The talks, Vasko said, have failed.", "Vasko", "said", ["The talks", "have failed"]),
        ("The talks have failed, Vasko said.", "Vasko", "said", ["The talks have failed"]),
        ("The talks have failed, said Vasko.", "Vasko", "said", ["The talks have failed"]),
        ("“We go,” Lio Vasko, a judge, said.", "Lio Vasko, a judge", "said", ["“We go,”"]),
        ("“We go on from here,” Vasko smiled.", "Vasko", "smiled", ["“We go on from here,”"]),
        # indirect
        (f"Vasko said {SHUT}.", "Vasko", "said", [SHUT]),
        (f"Vasko said that {SHUT}.", "Vasko", "said", [f"that {SHUT}"]),
        (f"Vasko did not say that {SHUT}.", "Vasko", "did not say", [f"that {SHUT}"]),
        (f"Vasko said, however, that {SHUT}.", "Vasko", "said", [f"that {SHUT}"]),
        (f"Vasko said on Tuesday that {SHUT}.", "Vasko", "said", [f"that {SHUT}"]),
        (f"In Varn on Monday, Vasko said {SHUT}.", "Vasko", "said", [SHUT]),
        (f"A man who met Orsk said that {SHUT}.", "A man who met Orsk", "said", [f"that {SHUT}"]),
        ("Vasko asked whether the road was shut.", "Vasko", "asked", ["whether the road was shut"]),
        ("Vasko denied that he had left.", "Vasko", "denied", ["that he had left"]),
        ("Officials believe the bridge will open.", "Officials", "believe", ["the bridge will open"]),
        ("The envoy called for talks.", "The envoy", "called for", ["talks"]),
        ("The envoy demanded that Keth withdraw.", "The envoy", "demanded", ["that Keth withdraw"]),
        ("Vasko promised to sign.", "Vasko", "promised", ["to sign"]),
        (f"Vasko says that, if {SHUT}, he will stay.", "Vasko", "says", [f"that, if {SHUT}, he will stay"]),
        ("Ilvane, 43, told The Orrery in May: “We lost.”", "Ilvane, 43", "told", ["“We lost.”"]),
        # according to
        (f"According to Vasko, {SHUT}.", "Vasko", "According to", [SHUT]),
        ("The road was shut, according to the envoy.", "the envoy", "according to", ["The road was shut"]),
        ("The road, according to Vasko, was shut.", "Vasko", "according to", ["The road", "was shut"]),
        # passives and nouns
        ("The road is said to be shut.", "", "is said", ["The road", "to be shut"]),
        (f"It was said that {SHUT}.", "", "was said", [f"that {SHUT}"]),
        (f"Vasko was told that {SHUT}.", "", "was told", [f"that {SHUT}"]),
        (f"The envoy was quoted as saying that {SHUT}.", "The envoy", "saying", [f"that {SHUT}"]),
        ("His claim that the road was shut.", "His", "claim", [f"that {SHUT}"]),
        ("The envoy’s claim that the road was shut.", "The envoy", "claim", [f"that {SHUT}"]),
        ("“We lost,” the aide was quoted as saying by The Orrery.", "the aide", "saying", ["“We lost,”"]),
        (f"The Orrery quoted Vasko as saying {SHUT}.", "Vasko", "saying", [SHUT]),
        ("Vasko denied shelling the town.", "Vasko", "denied", ["shelling the town"]),
        # labels
        ("Vasko: “We will not sign it.”", "Vasko", ":", ["“We will not sign it.”"]),
        ("March on Varn — Vasko: “We will not sign it.”", "Vasko", ":", ["“We will not sign it.”"]),
        ("“We will not sign it.” – Lio Vasko", "Lio Vasko", "–", ["“We will not sign it.”"]),
        ("“We will not sign it”: Vasko", "Vasko", ":", ["“We will not sign it”"]),
        # mixed
        ("Vasko said the road was “a dead end” for all.", "Vasko", "said", ["the road was “a dead end” for all"]),
        ("Vasko called it “absurd”.", "Vasko", "called", ["it “absurd”"]),
    ],
)
def test_frames(text: str, source: str, cue: str, content: list[str]) -> None:
    said = one(text)
    assert (said.source, said.cue, list(said.content)) == (source, cue, content)


@pytest.mark.parametrize(
    ("quotation", "frame"),
    [
        ('"We will not sign,"', "Vasko said"),
        ("'We won't sign the miners' paper,'", "said Vasko"),
        ("‘We won’t sign the miners’ paper,’", "said Vasko"),
        ("‘He said “no” to us and then he left,’", "said Vasko"),
        ("“He said ‘no’ to us,”", "said Vasko"),
        ("«\u00a0We will not sign\u00a0»,", "Vasko said"),
        ("«\u202fWe will not sign\u202f»,", "said Vasko"),
        ("„We will not sign“,", "Vasko said"),
        ("''We will not sign,''", "Vasko said"),
        ("``We will not sign,''", "said Vasko"),
        ('"We will not sign,”', "Vasko said"),
        ('“We will not sign,"', "said Vasko"),
    ],
)
def test_a_frame_takes_every_kind_of_mark(quotation: str, frame: str) -> None:
    said = one(f"{quotation} {frame}.")
    content = quotation if quotation[-1] != "," else quotation[:-1]
    assert (said.source, said.cue, said.content) == ("Vasko", "said", (content,))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“We go,” he said.", "“We go,”"),  # the comma of an American quotation stands inside
        ("“We go”, he said.", "“We go”"),
        ("He said that the road was shut.", "that the road was shut"),
        ("He said: “We go.”", "“We go.”"),
        ("He said the road was “a dead end.”", "the road was “a dead end.”"),
        ("He said the road was “a dead end”.", "the road was “a dead end”"),
        ("He said the road was shut!", "the road was shut"),
        ("He said that they would go, stay or sleep.", "that they would go, stay or sleep"),
    ],
)
def test_where_content_begins_and_ends(text: str, content: str) -> None:
    assert one(text).content == (content,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Vasko said the road was shut, adding that the bridge was open.",
            [("Vasko", "said", SHUT), ("Vasko", "adding", "that the bridge was open")],
        ),
        (
            "Vasko said the road was shut and added that the bridge was open.",
            [("Vasko", "said", SHUT), ("Vasko", "added", "that the bridge was open")],
        ),
        (
            "Orsk called it “a joke,” and added that it was late.",
            [("Orsk", "called", "it “a joke,”"), ("Orsk", "added", "that it was late")],
        ),
        (
            "“It is late,” Orsk said, adding that the road was shut.",
            [("Orsk", "said", "“It is late,”"), ("Orsk", "adding", f"that {SHUT}")],
        ),
        ("Orsk, who said the road was shut, left the town.", [("who", "said", SHUT)]),
        (
            "Asked whether he would go, Orsk said he would.",
            [("", "Asked", "whether he would go"), ("Orsk", "said", "he would")],
        ),
        (
            "“We go,” said Orsk. “We stay,” said Vasko.",
            [("Orsk", "said", "“We go,”"), ("Vasko", "said", "“We stay,”")],
        ),
        (
            "Ilvane said the road was shut, but the envoy, Tarek Ondal, said it was open.",
            [("Ilvane", "said", SHUT), ("the envoy, Tarek Ondal", "said", "it was open")],
        ),
        ("“It is late,” Orsk said, adding: “We go.”", [("Orsk", "said", "“It is late,” “We go.”")]),
        ("The road was shut because of the snow.", []),
        ("He came home and slept.", []),
        ("“We go on,” Vasko smiled.", []),
        ("The “blue” road is shut.", []),
        ("", []),
    ],
)
def test_several_or_none(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(said.source, said.cue, " ".join(said.content)) for said in found(text)] == expected


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    said = one("“We go.\n“We stay.\n“We sleep,” Vasko said.")
    assert (said.source, said.content) == ("Vasko", ("“We go.", "“We stay.", "“We sleep,”"))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“We go,” Vasko said.\n“Nobody will stop us there.”", ("“We go,”", "“Nobody will stop us there.”")),
        ("“Nobody will stop us there.”\n“We go,” Vasko said.", ("“Nobody will stop us there.”", "“We go,”")),
        ("Vasko said they would go. “Nobody will stop us.”", ("they would go", "“Nobody will stop us.”")),
    ],
)
def test_a_quotation_without_a_frame_goes_on_from_its_neighbour(text: str, content: tuple[str, ...]) -> None:
    said = one(text)
    assert (said.source, said.content) == ("Vasko", content)


def test_a_quotation_after_other_news_stands_alone() -> None:
    assert found("The sky was grey.\n“Nobody will stop us there.”") == [
        Said("", "", ("“Nobody will stop us there.”",), "alone")
    ]


def test_a_statement_within_a_quotation() -> None:
    outer, inner = found("“I told Orsk: he can go home,” Lio Vasko said.")
    assert (outer.source, outer.content) == ("Lio Vasko", ("“I told Orsk: he can go home,”",))
    assert (inner.source, inner.cue, inner.content) == ("I", "told", ("he can go home",))


@pytest.mark.parametrize(
    "piece",
    [
        '"', '" ', "“", "“a ", "”", "'", "' ", "‘a ", "''", "``", "«a ", "said ", ", ", "a, who b, ", "he said, ",
        "I said, ", "who said ", "and said ", "that ", "of a ", "(a ", "a) ", "according to a, ", ", saying ",
        "“We will go,” he said. ", "“We will go on.” ", "“We will go on.”\n", "“We go on.\n", "“He said ‘no’ ", "a's",
        "Vasko told Orsk that ", "Vasko: “We will go on”\n", "not really ", "a who ", "\u202eab ",
        "e\u0301", "A.", "😀",
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        gc.collect()
        gc.disable()  # its passes over a growing heap are no cost of the text
        try:
            start = time.process_time()
            found(text)
            return time.process_time() - start
        finally:
            gc.enable()

    seconds(1_000)
    once, twice = seconds(9_000), seconds(18_000)
    assert twice < 3 * once + 0.05


def test_one_sentence_of_200_000_characters() -> None:
    clause = "The envoy of Belmaria said that the road to Varn, which is closed, may open, and added that talks go on, "
    text = (clause * 2_000)[:200_000]
    start = time.process_time()
    assert found(text)
    assert time.process_time() - start < 20


def test_ten_thousand_quotations() -> None:
    text = "".join(f"“We will go on to bridge {n},” Vasko said.\n" for n in range(10_000))
    start = time.process_time()
    assert len(found(text)) == 10_000
    assert time.process_time() - start < 20
