"""Looks at the index of passages beside a record. It is made from the record alone, so what is wrong is no fault."""

from onrecord.store.check_reading import Reading, Unreadable
from onrecord.store.links import changes


def check(reading: Reading) -> None:
    """Note how far the index goes; nothing is made or changed."""
    # Imported here: other checks need no index.
    from onrecord.store.search_index import PassageIndex, damage_told, folder_of

    folder = folder_of(reading.path)
    if not folder.is_dir():
        reading.note("there is no search index; the first search makes it")
        return
    if "changes" not in reading.whole:
        return
    try:
        with damage_told():
            index = PassageIndex.open_there(folder)
            stamp, reports = index.stamp, index.reports()
        ((kept, last),) = reading.ask("SELECT (SELECT count(*) FROM reports), coalesce(max(n), 0) FROM changes")
    except (OSError, ValueError, Unreadable) as error:
        reading.note(f"the search index cannot be used ({error}); the next search makes it again")
        return
    if changes.mark_of(reading.cursor, stamp.change) != stamp.mark or stamp.reports != reports:
        reading.note("the search index is not of this record as it is; the next search makes it again")
    elif stamp.change < last:
        reading.note(f"the search index is {last - stamp.change} changes behind; the next search brings it up to date")
    else:
        reading.count("passages' reports", reports)
        if reports != kept:
            reading.note("the search index holds other reports than the record; the next search makes it again")
