"""The messages of reading."""

MESSAGES: dict[int, tuple[str, str]] = {
    390: (
        "A reading process ended before its work was done",
        "What was reported as kept is kept. Try again with --workers 1, or with more memory free.",
    ),
    391: (
        "onrecord failed on this report ({fault})",
        "This is a fault of ours: please report it with the text. The other reports are kept.",
    ),
    392: (
        "A part of the reading model cannot be used ({fault})",
        "Install onrecord again: pip install --force-reinstall onrecord",
    ),
    393: (
        "The cluster engine needs {missing}, which is not installed",
        "Install it with: pip install 'onrecord[dask]'. Or leave out --engine dask.",
    ),
    394: (
        "The scheduler cannot be reached ({reason})",
        "Look whether it runs there. The same command goes on where the job was.",
    ),
    395: (
        "A worker would read otherwise than this program ({difference})",
        "Install the same onrecord on all machines. The same command goes on where the job was.",
    ),
    396: ("No worker has come to the scheduler in {seconds} seconds", "Start some: dask worker {address}"),
    397: (
        "Here stands a job that was asked otherwise ({difference})",
        "Give the command as it was to finish that job, or remove this folder to begin anew; the record is whole.",
    ),
    398: (
        "Whichever process read this report ended, again and again",
        "The others were read. It may need more memory than a worker has; try it by itself: onrecord read.",
    ),
    399: (
        "The job's folder cannot be used ({reason})",
        "Mend that, or name another folder with --job. The same command goes on where the job was.",
    ),
}
