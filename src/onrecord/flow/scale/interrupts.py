"""Loaded by each worker that is started here (Dask's "preload"): Ctrl-C reaches every process of a terminal, and the
one that started the workers ends them in order."""

import signal


def dask_setup(_worker: object) -> None:
    """Take no notice of Ctrl-C from now on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
