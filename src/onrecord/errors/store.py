"""The messages of the record."""

MESSAGES: dict[int, tuple[str, str]] = {
    401: (
        "There is no record of this name",
        "Make one from reports with: onrecord add {record} REPORTS. Or check the spelling.",
    ),
    402: ("A folder stands where the record should be", "Name a file inside it, such as {record}/talks.duckdb."),
    403: (
        "This file is not a record, nor any DuckDB database",
        "It was left as it is. To read it as a report: onrecord read {record}. To keep a record, name another file.",
    ),
    404: (
        "This is a DuckDB database, but not one that onrecord made",
        "It was left as it is. Name another file for the record.",
    ),
    405: (
        "This record was made by a newer onrecord ({version}, store format {format})",
        "Update with: pip install --upgrade onrecord.",
    ),
    406: (
        "This record is held by another program{holder}",
        "Wait until it ends, or end it, then try again. One program may write at a time.",
    ),
    407: (
        "This record may not be written here",
        "Give yourself the right to write to the file and its folder, or name another file.",
    ),
    408: ("There is no folder to make this record in", "Make it first: mkdir -p {folder}"),
    409: (
        "There is no report of this id in the record",
        "List what is there with: onrecord statements {record} --json.",
    ),
    410: (
        "This record cannot be read: {reason}",
        "If a newer DuckDB made it, update. If it is damaged: onrecord check RECORD --rescue NEW.duckdb.",
    ),
    411: (
        "This record is open in this program in another way (to write, or only to read)",
        "Close that first, or use what it opened.",
    ),
    412: ("The record could not be written: {reason}", "Nothing half-done was kept. Check the free space, try again."),
    413: ("This record was closed", "Open it again with onrecord.open(path)."),
    414: ("This file may not be read", "Give yourself the right to read it."),
    415: ("The file could not be written: {reason}", "Name another file, or check the folder and the free space."),
    416: (
        "This record was kept by an older onrecord and must be brought up to date first, which may not be done here",
        "Copy it to where you may write, and ask the copy.",
    ),
    420: ("The ids of {count} reports begin so", "Give more of the id."),
    421: ("There is no correction of this number", "List them with: onrecord correct {record} --list."),
    422: ("This correction was undone before, by {by} at {made}", "Make it again if it is to stand."),
    423: (
        "Report {report} has no such entry",
        "List its entries: onrecord moves RECORD, or statements. What was rejected stands again once that is undone.",
    ),
    424: (
        "What was removed is out of the record, but its bytes may stay in the file while this program fetches rows",
        "Fetch those to their end and open the record again to write: that finishes it.",
    ),
    425: (
        "What was removed is out of the record, but its old bytes still lie in the file: {reason}",
        "Free space for a second copy of the file, then open the record to write, such as with onrecord add.",
    ),
    426: (
        "Entry {entry} says this already",
        "Correct that one instead: onrecord correct RECORD REPORT {entry} FIELD=VALUE.",
    ),
    430: ("The record knows no actor of this id", "List them with their ids: onrecord actors {record} --json."),
    431: ("Fewer than two actors were named to be made one", "Name two or more by their ids: onrecord actors --json."),
    432: ("This report has no actor {actor}", "List its actors with: onrecord read, or record(report_id).actors."),
    433: (
        "These cannot be taken out of an actor: they are not of one, or nobody would be left",
        "Name one or some of the mentions of one actor by report and actor id, not all.",
    ),
    440: (
        "The index that search needs could not be made ({reason})",
        "The record is whole. Check the free space and memory, and search again.",
    ),
    449: (
        "This can be done with a record in a file alone; this one lies in a database",
        "Copy it with pg_dump, and let the server check its pages: docs/team.md.",
    ),
    441: (
        "No connection to this database server could be made ({reason})",
        "Check the address, that the server runs, and that it can be reached from here.",
    ),
    442: (
        "The database server did not let this role in ({reason})",
        "Check user and password in the address, PGPASSWORD or ~/.pgpass; pg_hba.conf of the server says who may come.",
    ),
    443: (
        "The database server has no such database ({reason})",
        "Check the spelling, or make it: createdb -E UTF8 NAME.",
    ),
    444: (
        "This role may not read the record",
        "Ask its owner for: onrecord grant ADDRESS ROLE.",
    ),
    445: (
        "This role may only read the record, or this server only gives out what another one keeps",
        "Ask the record's owner for: onrecord grant ADDRESS ROLE --right write. Asking works as it is.",
    ),
    446: (
        "The connection to the database was lost ({reason})",
        "Nothing half-done was kept: each step is kept whole or not at all. Do it again; what is there stays as it is.",
    ),
    447: (
        "The library that talks to PostgreSQL is not installed ({reason})",
        "Install it with: pip install 'onrecord[postgresql]'",
    ),
    448: (
        "This is not an address of a database",
        "Write postgresql://USER@HOST:PORT/DATABASE; other signs in a password as %40 for @, %3A for :, %2F for /.",
    ),
    450: (
        "A record cannot be kept here: this is {reason}",
        "It takes PostgreSQL 14 or newer and a database in UTF8: createdb -E UTF8 -T template0 NAME.",
    ),
    451: (
        "Another program has been writing to this record for ten minutes",
        "Nothing was kept of this. Wait until it ends, and try again; pg_stat_activity shows what it does.",
    ),
    452: (
        "The schema {schema} of this database holds something else than a record",
        "It was left as it is. Name another: ADDRESS?options=-csearch_path%3DNAME.",
    ),
    453: (
        "The database could not answer ({reason})",
        "Try again; if it stays so, ask whoever looks after the server.",
    ),
    454: (
        "This role may not make a record in this database",
        "Ask the database's owner for: GRANT CREATE ON DATABASE; or for a schema {schema} that this role owns.",
    ),
    455: (
        "This role may not grant {role} anything here",
        "Use the address of the record's owner. Only roles with CREATEROLE make new ones: CREATE ROLE {role} LOGIN.",
    ),
    456: (
        "This record was kept by an older onrecord and must be brought up to date first, which this role may not do",
        "Let its owner open it once with this version: onrecord statements ADDRESS --limit 1.",
    ),
    457: (
        "What was removed is out of the record, but its old bytes may stay in the database's files",
        "Its owner finishes it by opening the record to write, such as with onrecord add.",
    ),
    458: ("The database server has no role {role}", "List its roles with: psql ADDRESS -c '\\du'."),
    459: (
        "The record lies in a file, which has no roles",
        "Who may read a file is said by the system, such as with chmod. Roles are for postgresql:// addresses.",
    ),
    460: (
        "This record's file is damaged ({reason})",
        "See what is whole with: onrecord check {record}. Save it with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    461: (
        "The journal beside this record, with its last changes, is damaged ({reason})",
        "Save what file and journal hold with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    462: (
        "This record has lost what was acknowledged: of {acknowledged} changes (the last at {at}) it holds {there}",
        "Put back its .wal file or a backup, or add and correct again. Then take it as it is with: "
        "onrecord check {record} --accept.",
    ),
    463: (
        "{what} cannot be read ({reason})",
        "Save all that can be: onrecord check {record} --rescue NEW.duckdb.",
    ),
    464: (
        "What is kept of this report is no record ({reason})",
        "Save the others with: onrecord check {record} --rescue NEW.duckdb. Then add this one to that.",
    ),
    465: (
        "{what} of this report is not what it was kept with",
        "Save the others with: onrecord check {record} --rescue NEW.duckdb. Then add this one to that.",
    ),
    466: (
        "{count} rows of {table} are not what this report's record says",
        "Its record is whole. Make all tables anew with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    467: (
        "{count} rows of {table} do not fit: {what}",
        "Made from the records, they can be made anew with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    468: (
        "Correction {correction} cannot be used ({reason})",
        "Save the others with: onrecord check {record} --rescue NEW.duckdb. Then make this one again.",
    ),
    469: (
        "The chain of changes is broken ({reason})",
        "Compare with a backup. A whole chain is made with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    470: (
        "The keys of {table} do not lead to their rows ({reason})",
        "The rows may be whole. Keys are made anew with: onrecord check {record} --rescue NEW.duckdb.",
    ),
    471: (
        "There is a file of this name already",
        "It was left as it is. Name another, or let backup put its copy there with --replace.",
    ),
    472: ("The copy would be written over the record itself", "Name another file for it."),
    473: ("The copy could not be made: {reason}", "Nothing of it was left. Check the folder and its free space."),
    474: (
        "This record is held by another program{holder}, which made no copy of it in {seconds} seconds",
        "Wait until that ends, or longer: --wait SECONDS. The desk and onrecord add make the copy themselves.",
    ),
    475: ("Nothing can be read from this record any more ({reason})", "Put back a backup, or add its reports again."),
    476: ("This report could not be saved ({reason})", "Add it again: onrecord add NEW.duckdb REPORT."),
    477: (
        "The page of this report could not be saved ({reason}); its record was",
        "To have its page too, remove the report and add it again.",
    ),
    478: ("Correction {correction} could not be saved ({reason})", "Make it again with: onrecord correct."),
    479: ("The copy is not the same as the record ({reason})", "Nothing of it was left. Check the disk."),
}
