"""The tables of `bench-rerun`, and what was asked of pgsettle beside what was measured."""

import lock_monitor
import rerun_window
from report import markdown, number, ratio, verdict

ASKED_LATENCY = 1.2  # p99 of the application, times that without any re-run
ASKED_BESIDE_HOLDER = 1.5  # time of a re-run, times that without the holder
ASKED_OF_SERVER = 1.0
ASKED_OF_PSQL = 60
COMPARED_STATEMENTS = 500  # at which server and psql are compared with
ASKED_ROUND_TRIPS = 4
ROUND_TRIPS_STATEMENTS = 5000

APPLICATION = ["statements", "other session", "re-run by", "p50", "p99", "max", "failed",
               "one re-run", "re-runs", "strongest lock"]
COST = ["statements", "re-run by", "0 ms", "{} ms", "transaction ids", "WAL bytes"]


def application_table(sizes):
    rows = [APPLICATION]
    for size in sizes:
        for (session, tool), windows in size.windows.items():
            rows.append([f"{size.statements:,}", session, tool, *application_cells(tool, windows)])
    return markdown(rows)


def application_cells(tool, windows):
    cells = [number(windows.percentile(50), ".1f"), number(windows.percentile(99), ".1f"),
             number(windows.longest, ",.1f"), number(windows.failed)]
    if tool == rerun_window.NOTHING:
        return [*cells, "-", "-", "-"]
    reruns = f"{windows.finished}"
    if windows.failures:
        reruns += f" + {len(windows.failures)} failed"
    return [*cells, number(windows.milliseconds), reruns, lock_monitor.strongest(windows.locks)]


def cost_table(sizes, round_trip):
    rows = [[title.format(round_trip) for title in COST]]
    for size in sizes:
        for tool, cost in size.costs.items():
            rows.append([
                f"{size.statements:,}", tool, number(cost.milliseconds),
                number(size.distant.get(tool)), number(cost.transaction_ids),
                number(cost.wal_bytes),
            ])
    return markdown(rows)


def other_lines(sizes):
    for size in sizes:
        count, connections = size.round_trips
        yield (f"{size.statements:,} statements, round trips of pgsettle apply after start-up: "
               f"{count}, in {connections} connection{'s' if connections > 1 else ''}")
        for tool, run in size.beside_holder.items():
            end = f"done in {run.held:,.0f} ms" if run.held is not None else f"failed: {run.said}"
            yield (f"{size.statements:,} statements, all tables held in ROW EXCLUSIVE, {tool}: "
                   f"{end} ({run.free:,.0f} ms without)")


def at_most(what, measured, limit, form=".2f"):
    return verdict(what, measured, form, f"<= {limit}", lambda value: value <= limit)


def asked_of_size(size, ours):
    title = f"{size.statements:,} statements"
    for (session, tool), windows in size.windows.items():
        if tool == ours:
            baseline = size.windows[session, rerun_window.NOTHING]
            beside = "" if session == rerun_window.ALONE else f", {session}"
            yield at_most(
                f"p99 of the application, {ours} / no re-run, {title}{beside}",
                ratio(windows.percentile(99), baseline.percentile(99)), ASKED_LATENCY)
    held = size.beside_holder[ours]
    yield verdict(
        f"time beside a session that holds ROW EXCLUSIVE / without it, {title}",
        float("inf") if held.held is None else ratio(held.held, held.free), ".2f",
        f"<= {ASKED_BESIDE_HOLDER}", lambda value: value <= ASKED_BESIDE_HOLDER)
    yield at_most(f"transaction ids used, {title}", size.costs[ours].transaction_ids, 0, ".0f")


def asked_of_comparisons(sizes, ours, round_trip):
    size = sizes.get(COMPARED_STATEMENTS)
    title = f"{COMPARED_STATEMENTS} statements"
    yield at_most(
        f"pgsettle / server, {title}, 0 ms",
        size and ratio(size.costs[ours].milliseconds, size.costs["server"].milliseconds),
        ASKED_OF_SERVER)
    yield verdict(
        f"psql -f / pgsettle, {title}, {round_trip} ms",
        size and ratio(size.distant.get("psql -f"), size.distant[ours]), ".1f",
        f">= {ASKED_OF_PSQL}", lambda value: value >= ASKED_OF_PSQL)
    size = sizes.get(ROUND_TRIPS_STATEMENTS)
    yield at_most(
        f"round trips after start-up, {ROUND_TRIPS_STATEMENTS:,} statements",
        size and size.round_trips[0], ASKED_ROUND_TRIPS, ".0f")


def asked(sizes, ours, round_trip):
    by_statements = {size.statements: size for size in sizes}
    lines = [line for size in sizes for line in asked_of_size(size, ours)]
    return "\n".join([*lines, *asked_of_comparisons(by_statements, ours, round_trip)])
