"""The words that the measures' definitions name, kept as data in words.tsv."""

from importlib import resources


def _load() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    lists: dict[str, set[str]] = {}
    aliases: dict[str, str] = {}
    for line in resources.files("onrecord.evaluate").joinpath("words.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, word, *meaning = line.split("\t")
            if meaning:
                aliases[word] = meaning[0]
            else:
                lists.setdefault(name, set()).add(word)
    return {name: frozenset(words) for name, words in lists.items()}, aliases


_lists, ALIASES = _load()

HEAD_END: frozenset[str] = _lists["head-end"]
ENTITY_SKIP: frozenset[str] = _lists["entity-skip"]
NAME_SKIP: frozenset[str] = _lists["name-skip"]
PERSON_PRONOUNS: frozenset[str] = _lists["person-pronoun"]
NAMELESS: frozenset[str] = PERSON_PRONOUNS | _lists["other-pronoun"]
PRONOUNS: frozenset[str] = NAMELESS | _lists["thing-pronoun"]
