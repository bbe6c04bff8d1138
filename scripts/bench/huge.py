"""50,000 statements: more relations in one transaction than a server has room to lock by default."""

import generated_schema
from throwaway_server import ThrowawayServer
from tools import Place, ToolFailed

STATEMENTS = 50_000
ENOUGH_LOCKS = {"max_locks_per_transaction": "1024"}


def report(pgsettle):
    print(f"\n{STATEMENTS:,} statements, 0 ms, pgsettle only, once:")
    for title, settings in [
        ("max_locks_per_transaction at its default", {}),
        (" ".join(f"{name}={value}" for name, value in ENOUGH_LOCKS.items()), ENOUGH_LOCKS),
    ]:
        with ThrowawayServer(**settings) as server:
            print(f"- {title}: {apply_twice(pgsettle, server)}", flush=True)


def apply_twice(pgsettle, server):
    directory = server.directory / "schema"
    directory.mkdir(mode=0o755)
    scripts = generated_schema.write(directory, STATEMENTS)
    server.execute(generated_schema.ROLES)
    server.make_database("bench")
    place = Place(server.url("bench"), server.socket_path, "bench", scripts)
    try:
        first, again = pgsettle.apply(place), pgsettle.apply(place)
    except ToolFailed as failure:
        return f"{failure}".replace("\n", "\n    ")
    peak = max(first.peak_kilobytes, again.peak_kilobytes) * 1024 / 1e6
    return (
        f"first {first.milliseconds:,.0f} ms, again {again.milliseconds:,.0f} ms, "
        f"peak memory {peak:.0f} MB"
    )
