import pytest

from onrecord.reading.clauses import subject
from onrecord.reading.surroundings import right_of
from tests.reading.sayings import sentence


def tags(text: str) -> dict[str, str]:
    return {token.text: token.tag for token in sentence(text).tokens}


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("The road was shut.", "road", "N"),
        ("The envoy roads were shut.", "were", "B"),
        ("They report a loss.", "report", "V"),
        ("The report was late.", "report", "N"),
        ("He wants to report it.", "report", "V"),
        ("In May the envoy left.", "May", "L"),
        ("The envoy may leave.", "may", "X"),
        ("The union and Lio May left.", "May", "NN"),
        ("The envoy that left is ill.", "that", "U"),
        ("He saw that.", "that", "M"),
        ("On Tuesday he left.", "Tuesday", "L"),
        ("North Korea is far.", "North", "NN"),
        ("US envoys left.", "US", "NN"),
        ("The paper says Varn Air flies fighters to Orsk.", "flies", "V"),
        ("Vasko warned the Green League benches that he would leave.", "benches", "N"),
        ("US ENVOYS LEAVE VARN", "US", "NN"),
        ("North winds blew.", "North", "N"),
        ("The state-owned Varnian agency shut.", "state-owned", "A"),
        ("The night-watch shut it.", "night-watch", "N"),
        ("The miners' tent is dry.", "'", "K"),
        ("The tent, ’ he thinks, is dry.", "’", "’"),
        ("According to Vasko it rained.", "According", "P"),
        ("He sold 12 tents.", "12", "Q"),
        ("Vasko's here.", "'s", "K"),
        ("He's here.", "'s", "B"),
        ("The envoy quickly left.", "quickly", "R"),
        ("the envoy vasko left with Vasko", "vasko", "NN"),
    ],
)
def test_word_classes(text: str, word: str, tag: str) -> None:
    assert tags(text)[word] == tag


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The old envoy left Varn.", "NP VG NP ."),
        ("Vasko has not been told to leave.", "NP VG VG ."),
        ("The head of the mission said that it rained.", "NP P NP VG U NP VG ."),
        ("“It rained,” he said.", "“ NP VG , ” NP VG ."),
        ("He left on May 4, 2031.", "NP VG P NP ."),
        ("Nearly 300 miners slept.", "NP VG ."),
        ("Nobody else saw anyone else.", "NP VG NP ."),
    ],
)
def test_phrases(text: str, kinds: str) -> None:
    assert " ".join(phrase.kind for phrase in sentence(text).phrases) == kinds


@pytest.mark.parametrize(
    ("text", "lemma", "form", "told"),
    [
        ("Vasko said it.", "say", "fin", ""),
        ("Vasko would have gone.", "go", "fin", "modal perfect"),
        ("Vasko was beaten.", "beat", "fin", "passive"),
        ("Vasko is leaving.", "leave", "fin", "progressive"),
        ("Vasko did not leave.", "leave", "fin", "negated"),
        ("The man held in Varn slept.", "hold", "pp", ""),
        ("He's predicted big wins.", "predict", "fin", "perfect"),
    ],
)
def test_verb_groups(text: str, lemma: str, form: str, told: str) -> None:
    group = next(phrase for phrase in sentence(text).phrases if phrase.kind == "VG")
    flags = [name for name in ("modal", "perfect", "passive", "progressive", "negated") if getattr(group, name)]
    assert (group.lemma, group.form, " ".join(flags)) == (lemma, form, told)


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Vasko said it.", "say", "Vasko"),
        ("A spokesman for the mission in Varn said it.", "say", "A spokesman for the mission in Varn"),
        ("Vasko, the head of the union, said it.", "say", "Vasko, the head of the union,"),
        ("Vasko met the envoy and said it.", "say", "Vasko"),
        ("A source who asked for calm said it.", "say", "A source who asked for calm"),
        ("The man who knows Vasko said it.", "say", "The man who knows Vasko"),
        ("In Varn on Tuesday Vasko said it.", "say", "Vasko"),
        ("Vasko and Orsk said it.", "say", "Vasko and Orsk"),
        ("Last week rebels said it.", "say", "rebels"),
        ("Vasko (Union) said it.", "say", "Vasko (Union)"),
        ("Vasko noted that Orsk was ill, and said it.", "say", "Vasko"),
        ("Said it.", "say", None),
    ],
)
def test_subjects(text: str, verb: str, expected: str | None) -> None:
    read = sentence(text)
    k = next(i for i, phrase in enumerate(read.phrases) if phrase.kind == "VG" and phrase.lemma == verb)
    who = subject(read, k)
    start, end = read.text_span(who.first, who.last) if who is not None else (0, 0)
    assert (text[start:end] or None) == expected


def test_what_stands_to_the_right_of_a_verb() -> None:
    read = sentence("Vasko told the envoy in Varn that the road was shut.")
    right = right_of(read, 1)
    assert [read.phrases[k].lemma for k in right.objects] == ["envoy"]
    assert [(word, read.phrases[k].lemma) for word, k in right.preps] == [("in", "varn")]
    assert right.complement is not None
    assert read.phrases[right.complement].lemma == "that"


def test_a_pile_of_brackets_before_a_verb() -> None:
    read = sentence("Vasko " + "(Union) " * 120 + "said it.")
    verb = next(i for i, phrase in enumerate(read.phrases) if phrase.kind == "VG")
    who = subject(read, verb)
    assert who is None or 0 <= who.first <= who.last < verb
