"""The table of medians, and what was asked of pgsettle beside what was measured."""

from measurement import RUNS

ASKED_OF_SERVER = 1.15  # first apply at 0 ms, times the server's own
ASKED_OF_PSQL = {"first": 25, "again": 60}  # times faster than psql -f, at this size and distance:
PSQL_STATEMENTS, PSQL_ROUND_TRIP = 500, 40
ASKED_MEGABYTES = 100
MEMORY_STATEMENTS = 5000

HEADER = ["statements", "round trip", "run", "server", "psql -f", "psql -1", "pgsettle"]
HEADER += ["pgsettle / server", "psql -f / pgsettle", "psql -1 / pgsettle"]


def number(value, form=",.0f"):
    return "-" if value is None else format(value, form)


def ratio(dividend, divisor):
    return dividend / divisor if dividend is not None and divisor else None


def row(results, statements, round_trip, run):
    medians = {
        tool: results.milliseconds(statements, round_trip, run, tool) for tool in HEADER[3:7]
    }
    ours = medians["pgsettle"]
    return [
        f"{statements:,}",
        str(round_trip),
        run,
        *(number(median) for median in medians.values()),
        number(ratio(ours, medians["server"]), ".2f"),
        number(ratio(medians["psql -f"], ours), ".1f"),
        number(ratio(medians["psql -1"], ours), ".1f"),
    ]


def table(results, options):
    rows = [HEADER]
    for statements in options.statements:
        for round_trip in options.rtt:
            rows += [row(results, statements, round_trip, run) for run in RUNS]
    return markdown(rows)


def markdown(rows):
    """The first row is the header."""
    widths = [max(len(line[column]) for line in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(text.rjust(width) for text, width in zip(line, widths)) + " |"
        for line in rows
    ]
    rule = "|" + "|".join("-" * (width + 1) + ":" for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def verdict(what, measured, form, asked, met):
    if measured is None:
        return f"not measured  {what}"
    return f"{'ok' if met(measured) else 'missed':<12}  {what}: {measured:{form}} (asked {asked})"


def asked_of_server(results, options):
    for statements in options.statements:
        times = [
            results.milliseconds(statements, 0, "first", tool) for tool in ("pgsettle", "server")
        ]
        yield verdict(
            f"pgsettle / server, {statements:,} statements, 0 ms, first",
            ratio(*times),
            ".2f",
            f"<= {ASKED_OF_SERVER}",
            lambda measured: measured <= ASKED_OF_SERVER,
        )


def asked_of_psql(results):
    for run, asked in ASKED_OF_PSQL.items():
        times = [
            results.milliseconds(PSQL_STATEMENTS, PSQL_ROUND_TRIP, run, tool)
            for tool in ("psql -f", "pgsettle")
        ]
        yield verdict(
            f"psql -f / pgsettle, {PSQL_STATEMENTS} statements, {PSQL_ROUND_TRIP} ms, {run}",
            ratio(*times),
            ".1f",
            f">= {asked}",
            lambda measured, asked=asked: measured >= asked,
        )


def asked_of_memory(results):
    kilobytes = results.peak_kilobytes(MEMORY_STATEMENTS, "pgsettle")
    yield verdict(
        f"peak memory of pgsettle in MB, {MEMORY_STATEMENTS:,} statements",
        kilobytes * 1024 / 1e6 if kilobytes else None,
        ".0f",
        f"< {ASKED_MEGABYTES}",
        lambda measured: measured < ASKED_MEGABYTES,
    )


def asked(results, options):
    return "\n".join(
        [*asked_of_server(results, options), *asked_of_psql(results), *asked_of_memory(results)]
    )
