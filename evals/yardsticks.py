"""What other tools reach, as text: measured on test sets that are kept back from onrecord's development."""

ATTRIBUTIONS = """\
| PolNeAR, kept-back test, F1 | all | direct | mixed | indirect | exact fragments source/cue/content | source accuracy |
|---|---|---|---|---|---|---|
| textacy 0.13 (by paragraph) | 26.3 | 63.7 | 0 | 0 | 28/33/30 | 93 |
| Gender Gap Tracker | 41.7 | 49.8 | 47.7 | 35.7 | 58/49/46 | 84 |
| Citron (BBC), retrained | 45.9 | 61.0 | 55.4 | 37.9 | 61/49/43 | 86 |
| one annotator against another | 74.9 | 97.5 | 88.5 | 66.4 | 79/71/72 | 94 |"""

OTHER_NEWS = """\
| 19 Wikinews reports, attribution F1, all | |
|---|---|
| Citron (BBC), retrained | 52.6 |
| Gender Gap Tracker | 46.4 |
| textacy 0.13 | 18.2 |"""

MOVES = """\
| PLOVER sentences, kept-back half, F1 | type micro | macro | quad | actor / recipient overlap | directed dyad (text) |
|---|---|---|---|---|---|
| UniversalPetrarch | 41.7 | 34.3 | 58.4 | 53 / 41 | 13.5 |
| sentence embeddings with logistic regression, trained on the dev half | 47.0 | 35.0 | 66.0 | | |
| a verb list with a parser and the Phoenix dictionaries | 62.0 | 56.6 | 66.7 | 66 / 50 | 25.8 |
| ZSP (NLI; actors' spans given; 134 of 157 sentences) | 83.6 | 80.6 | | given | |"""

SPEED = """\
| Words per CPU-second, on PolNeAR's test | |
|---|---|
| Gender Gap Tracker | 3,754 |
| Citron (BBC), retrained | 2,235 |
| textacy 0.13 | 1,420 |"""
"""Where the four tables come from: these tools run over the same texts and scored by the same measures."""
