"""How well languages are told, on paragraphs of many, and how often English is taken for another.

    python -m evals.languages [ENGLISH.jsonl ...]

The paragraphs of other languages are those of tests/document/languages.tsv, whole, by their first sentence, and in
capitals; the English ones those of `text` in the files named. Beside ours stand py3langid alone, and lingua where it is
installed (`pip install lingua-language-detector`, 96 MB).
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from onrecord.document.language import ENGLISH, language_of

SAMPLES = Path(__file__).parents[1] / "tests" / "document" / "languages.tsv"
WORDS = (5, 8, 12, 20, 40)
Teller = Callable[[str], str | None]


def samples() -> list[tuple[str, str]]:
    """Code and paragraph of each language."""
    lines = [line for line in SAMPLES.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(code, text) for code, text in (line.split("\t") for line in lines)]


def tellers() -> Iterator[tuple[str, Teller]]:
    """What tells languages here, by name, each loaded."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    yield "onrecord", language_of
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    yield "py3langid", lambda text: str(identifier.classify(text)[0])
    try:
        from lingua import LanguageDetectorBuilder
    except ImportError:
        return
    detector = LanguageDetectorBuilder.from_all_languages().build()

    def lingua(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower().replace("nb", "no") if found else None

    yield "lingua", lingua


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("english", nargs="*", type=Path)
    wanted = parser.parse_args()
    texts = [json.loads(line)["text"] for path in wanted.english for line in path.open(encoding="utf-8")]
    paragraphs = [one for text in texts for one in re.split(r"\n+", text)]
    for name, tell in tellers():
        tell("Die Gesandten beider Seiten trafen sich.")
        for part, cut in _PARTS.items():
            began = process_time()
            told = [(code, tell(cut(text))) for code, text in samples()]
            each = 1000 * (process_time() - began) / len(told)
            right = sum(code == found for code, found in told)
            english = sum(code != ENGLISH and found == ENGLISH for code, found in told)
            print(f"{name:10} {part:15} {right} of {len(told)} right, {english} taken for English, {each:.2f} ms each")
        for words in WORDS:
            some = [" ".join(one.split()[:words]) for one in paragraphs if len(one.split()) >= words]
            wrong = [(one, found) for one in some if (found := tell(one)) not in (ENGLISH, None)]
            if some:
                print(f"{name:10} {words:3} English words  {len(wrong)} of {len(some)} taken for another", wrong[:2])
    return 0


_PARTS: dict[str, Callable[[str], str]] = {
    "whole": str,
    "first sentence": lambda text: re.split(r"(?<=[.。।։:])", text)[0],
    "first six words": lambda text: " ".join(text.split()[:6]),
    "in capitals": str.upper,
}

if __name__ == "__main__":
    sys.exit(main())
