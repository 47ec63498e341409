"""Scores who is meant by each mention: the actors of records as groups of mentions.

A gold mention is held by the actor that has a mention with exactly its span, else by the first that has an
overlapping mention of at most twice its length.

Labelled reports (`actors` with `mentions`): gold actors and read actors are matched one to one, those with most
shared mentions first. `mentions` is the share of gold mentions held by the actor matched with theirs; `pronouns` the
same over pronouns alone. `b3` is B-cubed (Bagga and Baldwin 1998) over gold mentions: precision over those that some
actor holds, recall over all, with 0 for one that nobody holds (B3-0 of Stoyanov and others 2009).

Documents labelled by clusters (`mentions` with `cluster`, as GUM): of third-person pronouns of people that have a
name or description somewhere. `pronouns` is the share whose actor also holds a name or description of that person,
and more mentions of that person than of all others together; `held` the share that has an actor at all.

Passages with one ambiguous pronoun and two names (GAP, Webster et al. 2018): a name counts as predicted when the
actor that holds the pronoun has a mention overlapping it. `names` is the F1 over both names of all passages.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.document.document import Span
from onrecord.evaluate.gold import GoldPronoun, GoldReport
from onrecord.evaluate.pairing import best_first
from onrecord.evaluate.result import Measure, Tally, harmonic
from onrecord.evaluate.spans import shared, size
from onrecord.evaluate.words import NAMELESS, PERSON_PRONOUNS, PRONOUNS
from onrecord.record.parts import Record

Group = list[Span]
"""The mentions of one actor."""


def score(pairs: Iterable[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    """All measures over some labelled texts and their records; which ones, their labels say."""
    labelled = list(pairs)
    measures: tuple[Measure, ...] = ()
    if any(report.actors is not None for report, _ in labelled):
        measures += _score_actors(labelled)
    if any(report.mentions is not None for report, _ in labelled):
        measures += _score_clusters(labelled)
    if any(report.pronoun is not None for report, _ in labelled):
        measures += _score_passages(labelled)
    return measures


def groups(record: Record) -> list[Group]:
    """The mentions of each actor of a record."""
    return [[m.span for m in a.mentions] for a in record.actors]


def holder(groups: Sequence[Group], span: Span) -> int | None:
    """Index of the group that holds a span, or None.

    >>> holder([[(0, 30)], [(8, 14)]], (10, 14)), holder([[(0, 30)]], (10, 14))
    (1, None)
    """
    for index, group in enumerate(groups):
        if span in group:
            return index
    for index, group in enumerate(groups):
        if any(shared(m, span) and size(m) <= 2 * size(span) for m in group):
            return index
    return None


def _score_actors(pairs: list[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    mentions, pronouns = Tally(), Tally()
    precision = recall = 0.0
    found = 0
    for report, record in pairs:
        read = groups(record)
        gold = [[(span, holder(read, span)) for span in actor.mentions] for actor in report.actors or ()]
        held_by_actor = [Counter(h for _, h in actor if h is not None) for actor in gold]
        matched = dict(best_first(held_by_actor, range(len(read)), lambda counts, index: counts[index]))
        for number, actor in enumerate(gold):
            for span, index in actor:
                right = index is not None and matched.get(number) == index
                mentions.ask(right)
                if report.text[slice(*span)].lower() in PRONOUNS:
                    pronouns.ask(right)
        p, r = _b_cubed([[h for _, h in actor] for actor in gold])
        precision += p
        recall += r
        found += sum(held.total() for held in held_by_actor)
    total = mentions.gold
    precision, recall = precision / found if found else 0.0, recall / total if total else 0.0
    b_cubed = Measure(
        name="b3",
        what="F1",
        value=harmonic(precision, recall),
        precision=precision,
        recall=recall,
        found=found,
        right=found,
        predicted=found,
        gold=total,
    )
    return mentions.share("mentions"), pronouns.share("pronouns"), b_cubed


def _b_cubed(actors: list[list[int | None]]) -> tuple[float, float]:
    """Sums of precision and recall over the mentions of gold actors, each given as the index of its holder."""
    sizes = Counter(h for actor in actors for h in actor if h is not None)
    precision = recall = 0.0
    for actor in actors:
        here = Counter(h for h in actor if h is not None)
        for h, both in here.items():
            precision += both * both / sizes[h]
            recall += both * both / len(actor)
    return precision, recall


def _score_clusters(pairs: list[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    right, held = Tally(), Tally()
    for report, record in pairs:
        read = groups(record)
        people: dict[int | str, Group] = {}
        for mention in report.mentions or ():
            if mention.type == "person":
                people.setdefault(mention.cluster, []).append((mention.start, mention.end))
        for cluster, spans in people.items():
            named = [s for s in spans if report.text[slice(*s)].lower() not in NAMELESS]
            for span in spans if named else ():
                if report.text[slice(*span)].lower() in PERSON_PRONOUNS:
                    index = holder(read, span)
                    held.ask(index is not None)
                    right.ask(index is not None and _means(read[index], span, cluster, people, named))
    return right.share("pronouns"), held.share("held")


def _means(group: Group, pronoun: Span, cluster: int | str, people: dict[int | str, Group], named: Group) -> bool:
    votes = Counter(
        person for m in group if m != pronoun for person, theirs in people.items() if any(_is(m, t) for t in theirs)
    )
    return any(shared(m, t) for m in group for t in named) and 2 * votes[cluster] > votes.total()


def _is(mention: Span, gold: Span) -> bool:
    near_end = abs(mention[1] - gold[1]) <= 1
    return near_end or mention == gold or (shared(mention, gold) > 0 and size(gold) <= 2 * size(mention))


def _score_passages(pairs: list[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    tally = Tally()
    for report, record in pairs:
        if report.pronoun is not None:
            _score_passage(report.pronoun, groups(record), tally)
    return (tally.measure("names"),)


def _score_passage(pronoun: GoldPronoun, read: list[Group], tally: Tally) -> None:
    index = holder(read, pronoun.span)
    group = [] if index is None else read[index]
    for name, meant in pronoun.names:
        said = any(shared(m, name) for m in group)
        tally.add(hits=int(said and meant), predicted=int(said), gold=int(meant))
