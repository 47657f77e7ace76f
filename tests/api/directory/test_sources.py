"""Sources that are faulty or far away: paged APIs, broken answers, files nobody can read."""

import csv
import io
import json
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count as count_up
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from click.testing import Result
from sqlalchemy import select
from typer.testing import CliRunner

from api.cli import app as signpost
from api.config import get_settings
from api.database import Database, closing_database
from api.directory.criteria import Weekday
from api.directory.import_command import CommandFaulty
from api.directory.importing.identity import SourceUnclear
from api.directory.importing.incoming import Reading, SourceFaulty, SourceInfo
from api.directory.importing.service import NothingToImport, Summary, import_directory
from api.directory.sources.fetching import Fetcher
from api.directory.sources.opening import Format, open_source
from api.directory.sources.plain_csv import load_mapping
from api.models import DirectorySource
from tests.api.directory.arrange import (
    DATA,
    LEEDS,
    NOW,
    a_service,
    at,
    bring_in,
    look,
    names,
    termed,
)

MAPPING = """
title: Clubs
fields: {id: "{Ref}", name: "{Name}", postcode: "{Postcode}", monday: "{Mon}", terms: "{Kind}"}
"""
HEADING = "Ref,Name,Postcode,Mon,Kind\n"


class Remote:
    """A directory's API on this machine: services in pages, and what it does wrong."""

    def __init__(self, services: list[dict[str, Any]], *, old: bool = False) -> None:
        self.services = {service["id"]: service for service in services}
        self.old = old
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.ignores_pages = False
        self.asked: list[str] = []
        self.url = ""

    def answer(self, path: str) -> tuple[int, bytes]:
        parts = urlsplit(path)
        self.asked.append(path)
        if parts.path in self.answers:
            return self.answers[parts.path]
        if parts.path == "/services":
            query = parse_qs(parts.query)
            return 200, self._page(int(query["page"][0]), int(query["per_page"][0]))
        found = self.services.get(parts.path.removeprefix("/services/"))
        return (200, json.dumps(found).encode()) if found else (404, b"{}")

    def _page(self, number: int, size: int) -> bytes:
        size = min(size, 2)
        number = 1 if self.ignores_pages else number
        brief = [{"id": key, "name": each["name"]} for key, each in self.services.items()]
        items = brief[(number - 1) * size : number * size]
        pages = -(-len(brief) // size)
        if self.old:
            return json.dumps({"content": items, "totalPages": pages}).encode()
        return json.dumps({"contents": items, "total_pages": pages}).encode()


@pytest.fixture
def remote() -> Iterator[Remote]:
    """Three services in pages of two, served on a free port."""
    served = Remote([a_service(name, attributes=termed("Befriending")) for name in ("A", "B", "C")])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = served.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- its own name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}"
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(database: Database, reading: Reading) -> Summary:
    info = SourceInfo("remote", "Remote")
    return import_directory(database.transaction, info, reading, now=NOW)


def test_a_paged_api_is_read_whole(sqlite_database: Database, remote: Remote) -> None:
    summary = fetch(sqlite_database, open_source(remote.url))
    assert (summary.added, summary.faults) == (3, [])
    assert names(sqlite_database, needs=frozenset({"loneliness"})) != []
    again = fetch(sqlite_database, open_source(remote.url + "/"))
    assert again.unchanged == 3


def test_an_api_of_the_first_version_is_known_by_its_words(
    sqlite_database: Database, remote: Remote
) -> None:
    remote.old = True
    for service in remote.services.values():
        service.pop("attributes")
        service["service_taxonomys"] = [{"id": "1", "taxonomy": {"id": "t", "name": "Debt"}}]
        service["regular_schedules"] = [
            {"weekday": "Monday", "opens_at": "10:00", "closes_at": "11:00"}
        ]
        service["eligibilitys"] = [{"minimum_age": 18, "maximum_age": 99}]
    reading = open_source(remote.url)
    assert reading.format == Format.ORUK1
    assert fetch(sqlite_database, reading).added == 3
    assert len(names(sqlite_database, needs=frozenset({"money_debt"}), age=18)) == 3
    assert names(sqlite_database, age=17) == []


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("/services/{C}", (500, b"{}"), "answers with status 500"),
        ("/services/{C}", (200, b"nothing"), "is not JSON"),
        ("/services/{C}", (200, b"[1]"), "is a list, not an object"),
        ("/services", (200, b'{"contents": "none"}'), "no list 'contents'"),
        ("/services", (200, b'{"something": 1}'), "looks like no format"),
        ("/services", (403, b"{}"), "status 403"),
        ("/services", (200, b"\n<!DOCTYPE html><p>Welcome"), "answers with a web page"),
        ("/services/{C}", (200, b"<html>"), "answers with a web page"),
        ("/services", (200, b"[" * 200_000), "is not JSON"),
        ("/taxonomies", (500, b"{}"), "status 500"),
    ],
)
def test_an_api_that_fails_midway_changes_nothing(
    sqlite_database: Database, remote: Remote, path: str, answer: tuple[int, bytes], said: str
) -> None:
    bring_in(sqlite_database, [a_service("Kept")], "remote")
    ids = {service["name"]: key for key, service in remote.services.items()}
    remote.answers[path.format(**ids)] = answer
    with pytest.raises(SourceFaulty, match=said):
        fetch(sqlite_database, open_source(remote.url))
    assert names(sqlite_database) == ["Kept"]


def test_an_api_that_gives_the_same_page_for_ever_is_stopped(remote: Remote) -> None:
    remote.ignores_pages = True
    with pytest.raises(SourceFaulty, match="gives on page 2 what earlier pages gave already"):
        open_source(remote.url)


def pages_of(each: Callable[[int], Any], clock: Callable[[], float] | None = None) -> Fetcher:
    """An API whose every page is what a function makes of its number."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=each(int(request.url.params["page"])))

    fetcher = Fetcher.of("http://far.example", httpx.MockTransport(answer))
    return replace(fetcher, clock=clock) if clock else fetcher


def test_pages_that_go_round_in_a_circle_are_stopped() -> None:
    fetcher = pages_of(lambda page: {"contents": [{"id": f"s{page % 3}"}], "total_pages": page + 1})
    with pytest.raises(SourceFaulty, match="gives on page 4 what earlier pages gave already"):
        open_source("http://far.example", fetcher=fetcher)


def test_pages_without_end_are_stopped() -> None:
    fetcher = pages_of(lambda page: {"contents": [{"id": f"s{page}"}], "total_pages": page + 1})
    with pytest.raises(SourceFaulty, match="more than 10000 pages, as if they had no end"):
        open_source("http://far.example", fetcher=fetcher, wanted=Format.ORUK3)


def test_an_answer_that_trickles_in_is_not_waited_for() -> None:
    ticks = count_up(0.0, 121.0)
    fetcher = pages_of(lambda _page: {"contents": []}, clock=lambda: next(ticks))
    with pytest.raises(SourceFaulty, match="more than 120 seconds for one answer"):
        open_source("http://far.example", fetcher=fetcher)


def test_an_api_that_does_not_answer_in_time_is_named() -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("timed out", request=request)

    fetcher = Fetcher.of("http://far.example", httpx.MockTransport(never))
    with pytest.raises(SourceFaulty, match="services gave no answer within 30 seconds"):
        open_source("http://far.example", fetcher=fetcher)


DATED = {"Date": "Mon, 02 Mar 2026 09:30:00 GMT"}


def busy(*answers: tuple[int, dict[str, str]]) -> tuple[Fetcher, list[float]]:
    """An API that gives these answers before the right one, and how long it was left alone."""
    left = list(answers)
    waited: list[float] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        if left:
            status, headers = left.pop(0)
            return httpx.Response(status, headers=headers)
        return httpx.Response(200, json={"id": "s1"})

    fetcher = Fetcher.of("http://far.example", httpx.MockTransport(answer))
    return replace(fetcher, wait=waited.append), waited


@pytest.mark.parametrize(
    ("answers", "pauses"),
    [
        ([], []),
        ([(429, {})], [2]),
        ([(503, {}), (429, {}), (503, {}), (503, {})], [2, 4, 8, 16]),
        ([(429, {"Retry-After": "7"}), (503, {"Retry-After": " 0 "})], [7, 0]),
        ([(503, {"Retry-After": "Mon, 02 Mar 2026 09:30:45 GMT", **DATED})], [45]),
        ([(503, {"Retry-After": "Mon, 02 Mar 2026 09:29:00 GMT", **DATED})], [0]),
        ([(503, {"Retry-After": "Mon, 02 Mar 2026 09:30:45 GMT"})], [2]),
        ([(503, {"Retry-After": "soon", **DATED}), (429, {"Retry-After": "-3"})], [2, 4]),
        ([(429, {"Retry-After": "120"})], [120]),
    ],
)
def test_an_api_that_is_busy_is_asked_again(
    answers: list[tuple[int, dict[str, str]]], pauses: list[float]
) -> None:
    fetcher, waited = busy(*answers)
    assert fetcher.get("/services/s1") == {"id": "s1"}
    assert waited == pauses


@pytest.mark.parametrize(
    ("answers", "pauses", "told"),
    [
        ([(429, {})] * 5, [2, 4, 8, 16], "status 429, also when asked 5 times; nothing was"),
        (
            [(503, {"Retry-After": "1"})] * 9,
            [1, 1, 1, 1],
            "asked 5 times .Retry-After: 1.; nothing",
        ),
        (
            [(429, {"Retry-After": "121"})],
            [],
            "status 429 .Retry-After: 121.; nothing was imported",
        ),
        ([(429, {}), (500, {})], [2], "status 500; nothing was imported"),
        ([(500, {"Retry-After": "1"})], [], "status 500; nothing was imported"),
    ],
)
def test_an_api_that_stays_busy_is_given_up(
    answers: list[tuple[int, dict[str, str]]], pauses: list[float], told: str
) -> None:
    fetcher, waited = busy(*answers)
    with pytest.raises(SourceFaulty, match=told):
        fetcher.get("/services/s1")
    assert waited == pauses


def test_the_address_of_the_services_themselves_will_do(
    sqlite_database: Database, remote: Remote
) -> None:
    told: list[tuple[int, int | None]] = []
    reading = open_source(
        f"{remote.url}/services", on_page=lambda page, pages: told.append((page, pages))
    )
    assert fetch(sqlite_database, reading).added == 3
    assert told[:2] == [(1, 2), (2, 2)]


def test_an_api_that_is_away_is_named() -> None:
    with pytest.raises(SourceFaulty, match=r"http://127\.0\.0\.1:1/services cannot be read"):
        open_source("http://127.0.0.1:1")


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def read_clubs(folder: Path, content: str | bytes, mapping: str = MAPPING) -> Reading:
    mapped = load_mapping(Path(write(folder, "clubs.yml", mapping)))
    return open_source(write(folder, "clubs.csv", content), mapping=mapped)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("Ref,Name\n1,Chess\n", "lacks the columns 'Kind', 'Mon', 'Postcode'"),
        ("Ref,Ref,Name\n", "the column 'Ref' more than once"),
        (HEADING.encode() + b"1,Caf\xe9,LS1,,\n", "line 2 has the byte 0xe9"),
        (HEADING + '1,"Chess,LS1,,\n', "cannot be read as CSV"),
        (HEADING + f'1,"{"x" * 1_000_001}",LS1,,\n', "field larger than"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_whole(
    tmp_path: Path, content: str | bytes, said: str
) -> None:
    with pytest.raises(SourceFaulty, match=said):
        read_clubs(tmp_path, content)


def test_a_table_in_another_encoding_is_read_when_it_is_named(
    sqlite_database: Database, tmp_path: Path
) -> None:
    mapped = load_mapping(Path(write(tmp_path, "clubs.yml", MAPPING)))
    source = write(tmp_path, "clubs.csv", HEADING.encode() + b"1,Caf\xe9,LS1 4AG,,\n")
    fetch(sqlite_database, open_source(source, mapping=mapped, encoding="cp1252"))
    assert names(sqlite_database) == ["Café"]
    with pytest.raises(SourceFaulty, match="'klingon' is not an encoding"):
        open_source(source, mapping=mapped, encoding="klingon")


def test_rows_of_a_table_are_refused_by_line(sqlite_database: Database, tmp_path: Path) -> None:
    content = HEADING + (
        '1,"Chess\nclub",LS1 4AG,10:00-12:00,Befriending\n'
        "2,,LS1 4AG,,\n"
        "3,Bowls,LS1 4AG,mornings,Odd\n"
        "4,Darts,LS1,,,too,many\n"
        "\n"
        "1,Again,LS1,,\n"
        "5,Short\n"
    )
    summary = fetch(sqlite_database, read_clubs(tmp_path, content))
    assert {(fault.row, fault.field) for fault in summary.refused} == {
        ("line 4", "name"),
        ("line 6", "(whole)"),
        ("line 8", "id"),
    }
    assert [(fault.row, fault.field, fault.value) for fault in summary.left_out] == [
        ("line 5", "monday", "mornings")
    ]
    assert sorted(names(sqlite_database)) == ["Bowls", "Chess club", "Short"]
    assert dict(summary.unmapped) == {"Odd": 1}


TABLE = [
    ["Clubs of our town", "", "", "", ""],
    ["", "", "", "", ""],
    ["Correct on 1 March 2026", "", "", "", ""],
    ["Ref", "Name", "Postcode", "Mon", "Kind", "Notes", "Notes"],
    ["1", 'Café; "old" town', "LS1 4AG", "9am-5pm", "Befriending", "a", "b"],
    ["", "", "", "", "", "", ""],
    ["2", "Bowls", "LS1 4AG", "closed", "Sports", "", ""],
]


def as_csv(separator: str, rows: Sequence[Sequence[str]] = TABLE) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_as_a_spreadsheet_writes_it_is_read(
    sqlite_database: Database, tmp_path: Path, separator: str, encoding: str
) -> None:
    summary = fetch(sqlite_database, read_clubs(tmp_path, as_csv(separator).encode(encoding)))
    assert summary.faults == []
    found = {each.name: each.schedule for each in look(sqlite_database)}
    assert found == {'Café; "old" town': "Monday 9am to 5pm", "Bowls": None}


def test_lines_are_counted_from_the_top_of_the_file(
    sqlite_database: Database, tmp_path: Path
) -> None:
    rows = [*TABLE, ["3", "", "LS1 4AG", "", ""]]
    summary = fetch(sqlite_database, read_clubs(tmp_path, as_csv(";", rows)))
    assert [(fault.row, fault.field) for fault in summary.refused] == [("line 8", "name")]


@pytest.mark.parametrize(
    ("cell", "schedule", "is_read"),
    [
        ("9.30-12.30 & 1.30-5", "Monday 9:30am to 12:30pm; Monday 1:30pm to 5pm", True),
        ("by appointment", "Monday: by appointment", True),
        ("n/a", None, True),
        ("10:00-12:00 (term time)", "Monday: 10:00-12:00 (term time)", False),
    ],
)
def test_a_cell_of_a_day_is_read_or_told_in_its_words(
    sqlite_database: Database, tmp_path: Path, cell: str, schedule: str | None, is_read: bool
) -> None:
    summary = fetch(sqlite_database, read_clubs(tmp_path, f"{HEADING}1,Chess,LS1 4AG,{cell},\n"))
    assert look(sqlite_database)[0].schedule == schedule
    assert [fault.field for fault in summary.left_out] == ([] if is_read else ["monday"])


def test_hours_of_several_days_in_one_cell_are_kept_with_their_words(
    sqlite_database: Database, tmp_path: Path
) -> None:
    mapping = MAPPING.replace('monday: "{Mon}"', 'opening: "{Mon}"')
    content = HEADING + '1,Chess,LS1 4AG,"Mon-Fri 9am-5pm, Sat by appointment",\n'
    fetch(sqlite_database, read_clubs(tmp_path, content, mapping))
    (found,) = look(sqlite_database, open_on=frozenset({Weekday.WEDNESDAY}))
    assert found.schedule == "Monday to Friday 9am to 5pm; Sat by appointment"
    assert look(sqlite_database, open_on=frozenset({Weekday.SATURDAY})) == []


def test_postcodes_that_are_none_and_places_nobody_can_find_are_listed(
    sqlite_database: Database, tmp_path: Path
) -> None:
    rows = ("1,Chess,LS1 4AGX,,", "2,Bowls,LS1,,", "3,Darts,ZZ1 1ZZ,,", "4,Tea,ls14ag,,")
    summary = fetch(sqlite_database, read_clubs(tmp_path, HEADING + "\n".join(rows)))
    (fault,) = summary.left_out
    assert (fault.row, fault.value) == ("line 2", "LS1 4AGX")
    assert fault.reason == "is not a postcode; allowed is one such as LS1 4AG"
    assert [(each.row, each.value) for each in summary.unplaced] == [
        ("line 2", ""),
        ("line 4", "ZZ1 1ZZ"),
    ]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("fields: [", "cannot be read"),
        ("title: Clubs", "fields: Field required"),
        ('title: C\nfields: {id: "{Ref}"}', "fields.name: Field required"),
        ('title: C\nfields: {id: "1", name: "2", colour: red}', "fields.colour: Extra"),
        ('title: C\nfields: {id: "1", name: "2"}\nassumed: {colour: red}', "colour is no field"),
        ('title: C\nfields: {id: "{No}", name: "2"}', "lacks the columns 'No'"),
    ],
)
def test_a_faulty_mapping_is_named(tmp_path: Path, mapping: str, said: str) -> None:
    with pytest.raises(SourceFaulty, match=said):
        read_clubs(tmp_path, HEADING, mapping)


@pytest.mark.parametrize(
    ("name", "content", "wanted", "said"),
    [
        ("a.json", "{", Format.AUTO, "is not JSON"),
        ("a.json", '{"a": 1}', Format.AUTO, "looks like no format"),
        ("a.json", '{"a": 1}', Format.ORUK3, "holds no services"),
        ("a.json", b"\xff\xfe", Format.AUTO, "is not in the encoding utf-8"),
        ("a.json", '{"contents": []}', Format.HSDS_CSV, "can be read as oruk3 or oruk1"),
        ("a.json", "[" * 200_000, Format.ORUK3, "nested too deeply|is not JSON"),
        ("a.csv", "id,name\n", Format.AUTO, "needs a mapping file"),
        ("a.csv", "id,name\n", Format.ORUK3, "it can be read as csv"),
        ("a.zip", "no zip", Format.AUTO, "is not a zip file"),
        ("a.xlsx", "PK", Format.AUTO, "is a workbook. Save the sheet"),
        ("a.tsv", "id\tname\n", Format.AUTO, "needs a mapping file"),
    ],
)
def test_a_file_that_is_not_what_it_seems_is_named(
    tmp_path: Path, name: str, content: str | bytes, wanted: Format, said: str
) -> None:
    with pytest.raises(SourceFaulty, match=said):
        open_source(write(tmp_path, name, content), wanted=wanted)


def test_a_data_package_may_be_zipped(sqlite_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in (DATA / "hsds_csv").glob("*.csv"):
            archive.write(file, f"folder/{file.name}")
    assert fetch(sqlite_database, open_source(str(path))).added == 1
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w"):
        pass
    with pytest.raises(SourceFaulty, match=r"has no services\.csv"):
        open_source(str(empty))


def test_a_data_package_may_be_named_by_its_description(
    sqlite_database: Database, tmp_path: Path
) -> None:
    shutil.copytree(DATA / "hsds_csv", tmp_path / "data")
    assert fetch(sqlite_database, open_source(write(tmp_path, "datapackage.json", "{}"))).added == 1


def test_rows_of_a_package_that_lead_nowhere_are_listed(
    sqlite_database: Database, tmp_path: Path
) -> None:
    write(tmp_path, "services.csv", "id,name,status,organization_id\ns1,Chess,active,gone\n")
    write(tmp_path, "service_at_location.csv", "id,service_id,location_id\np1,s1,gone\n")
    write(tmp_path, "phones.csv", "id,service_id,number\nx,s2,0113 496 0000\n")
    write(tmp_path, "languages.csv", "id,service_id,name\nl1,s1,Polish,extra,cells\n")
    summary = fetch(sqlite_database, open_source(str(tmp_path)))
    assert {(fault.row, fault.field, fault.value) for fault in summary.left_out} == {
        ("services.csv line 2", "organization_id", "gone"),
        ("services.csv line 2", "location_id", "gone"),
        ("phones.csv line 2", "service_id", "s2"),
        ("languages.csv line 2", "(whole)", ""),
    }


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """The command line over a database of its own."""
    monkeypatch.setenv("SIGNPOST_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    get_settings.cache_clear()
    yield CliRunner()
    get_settings.cache_clear()


def test_the_command_tells_what_it_did(command: CliRunner, tmp_path: Path) -> None:
    services = [
        a_service("Chess", service_at_locations=[at(53.8, -1.5)], attributes=termed("Odd")),
        a_service("", url="=SUM(1)"),
        a_service("Bowls", email="nobody"),
    ]
    source = write(tmp_path, "services.json", json.dumps(services))
    report = tmp_path / "report.csv"
    told = command.invoke(
        signpost, ["directory", "import", source, "--title", "Clubs", "--report", str(report)]
    )
    assert told.exit_code == 0, told.output
    assert "Clubs: 2 services added, 0 changed, 0 unchanged" in told.output
    assert "1 rows refused, 1 details left out" in told.output
    assert "Odd (1)" in told.output
    lines = report.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "row,field,value,reason,row refused"
    assert {(line.split(",")[0], line.rsplit(",", 1)[1]) for line in lines[1:]} == {
        ("service 2", "yes"),
        ("service 3", "no"),
    }


def run_import(command: CliRunner, *told: str) -> Result:
    return command.invoke(signpost, ["directory", "import", *told])


def numbered(names: Sequence[str], first: int = 1) -> str:
    """Services as many exports have them: with ids that count from one in every file."""
    return json.dumps(
        [a_service(name) | {"id": str(number)} for number, name in enumerate(names, first)]
    )


@pytest.fixture
def kept(command: CliRunner, tmp_path: Path) -> Path:
    """A directory of four that was imported from a file."""
    (tmp_path / "old").mkdir()
    path = tmp_path / "old" / "export.json"
    write(path.parent, path.name, numbered(["Chess", "Bowls", "Darts", "Lunch"]))
    assert "4 services added" in run_import(command, str(path)).output
    return path


def test_a_file_that_was_moved_or_renamed_updates_its_directory(
    command: CliRunner, kept: Path, tmp_path: Path
) -> None:
    moved = kept.rename(tmp_path / "December.json")
    told = run_import(command, str(moved))
    assert "This is 'export.json', known by its services" in told.output
    assert "export.json: 0 services added, 0 changed, 4 unchanged" in told.output
    write(tmp_path, "January.json", numbered(["Chess", "Bowls", "Darts", "Tea", "Singing"]))
    told = run_import(command, str(tmp_path / "January.json"))
    assert "1 services added, 1 changed, 3 unchanged" in told.output
    listed = command.invoke(signpost, ["directory", "list"]).output
    assert listed.count("export.json") == 2
    assert "January.json" not in listed


def remove(command: CliRunner, *told: str, answer: str = "") -> Result:
    return command.invoke(signpost, ["directory", "remove", *told], input=answer)


def test_a_directory_is_removed_once_that_is_confirmed(command: CliRunner, kept: Path) -> None:
    for answer in ("n\n", "\n", ""):
        refused = remove(command, "export.json", answer=answer)
        assert refused.exit_code == 1
        assert "Remove 'export.json'" in refused.output
        assert "its 4 services? This cannot be undone." in refused.output
    assert "4 unchanged" in run_import(command, str(kept)).output
    told = remove(command, str(kept), answer="y\n")
    assert told.exit_code == 0, told.output
    assert "Removed 'export.json'" in told.output
    assert "export.json" not in command.invoke(signpost, ["directory", "list"]).output
    assert "4 services added" in run_import(command, str(kept)).output


def test_only_a_directory_that_is_known_for_sure_is_removed(
    command: CliRunner, kept: Path, tmp_path: Path
) -> None:
    told = remove(command, "exports", "--yes")
    assert "There is no directory 'exports'. Nothing was removed." in str(told.exception)
    assert str(kept) in str(told.exception)
    source = write(tmp_path, "other.json", numbered(["Yoga", "Pottery"]))
    run_import(command, source, "--title", "EXPORT.json")
    told = remove(command, "Export.json", "--yes")
    assert "More than one directory is called 'Export.json'." in str(told.exception)
    assert remove(command, source, "--yes").exit_code == 0
    assert "4 unchanged" in run_import(command, str(kept)).output


def test_the_ids_of_another_directory_may_be_the_same_numbers(
    command: CliRunner, kept: Path, tmp_path: Path
) -> None:
    source = write(tmp_path, "other.json", numbered(["Yoga", "Pottery", "Walking", "Knitting"]))
    assert "other.json: 4 services added" in run_import(command, source).output
    assert "4 unchanged" in run_import(command, str(kept)).output


def test_an_api_behind_another_address_updates_its_directory(
    command: CliRunner, remote: Remote
) -> None:
    assert "3 services added" in run_import(command, remote.url).output
    told = run_import(command, remote.url.replace("127.0.0.1", "localhost"))
    assert "0 services added, 0 changed, 3 unchanged" in told.output


def test_the_name_and_the_title_of_a_directory_name_it(
    command: CliRunner, kept: Path, tmp_path: Path
) -> None:
    anew = write(tmp_path, "anew.json", numbered(["Yoga"], first=90))
    for name in (str(kept), "EXPORT.json"):
        told = run_import(command, anew, "--source", name, "--part")
        assert "export.json: " in told.output, told.output
    listed = command.invoke(signpost, ["directory", "list"]).output
    assert "anew.json" not in listed


def test_what_was_said_of_a_directory_holds_until_it_is_said_anew(
    command: CliRunner, kept: Path
) -> None:
    run_import(command, str(kept), "--title", "Clubs", "--attribution", "Our council")
    assert "Clubs: 0 services added" in run_import(command, str(kept)).output
    with (
        closing_database(get_settings().effective_database_url) as database,
        database.reading() as session,
    ):
        assert session.scalars(select(DirectorySource.attribution)).all() == ["Our council"]


UNCLEAR = {
    "under a new name": (
        numbered(["Chess", "Bowls", "Darts", "Lunch"]),
        ["--source", "Sports"],
        ["4 of the 4 services here are in the directory 'export.json' already", "add --apart"],
    ),
    "with other ids": (
        numbered(["Chess", "Bowls", "Darts", "Lunch"], first=50),
        [],
        ["but other ids", '--source "export.json"', "--apart"],
    ),
    "with other ids under a new name": (
        numbered(["Chess", "Bowls", "Darts", "Lunch"], first=50),
        ["--source", "Sports"],
        ["4 of the 4 services here are in the directory 'export.json' already", "add --apart"],
    ),
    "a small part": (
        numbered(["Chess"]),
        [],
        ["1 of the 1 services here", "which holds 4", '--source "export.json" --part'],
    ),
    "few of many": (
        numbered(["Chess", "Bowls", *(f"Club {n}" for n in range(30))]),
        [],
        ["2 of the 32 services here", '--source "export.json"'],
    ),
}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("case", UNCLEAR)
def test_services_of_one_directory_under_another_are_asked_about(
    command: CliRunner, tmp_path: Path, case: str
) -> None:
    content, told, said = UNCLEAR[case]
    before = (tmp_path / "signpost.db").read_bytes()
    refused = run_import(command, write(tmp_path, "unclear.json", content), *told)
    assert isinstance(refused.exception, SourceUnclear), refused.output
    for words in [*said, "Nothing was imported"]:
        assert words in str(refused.exception)
    assert (tmp_path / "signpost.db").read_bytes() == before
    apart = run_import(command, str(tmp_path / "unclear.json"), "--source", "Sports", "--apart")
    assert "Sports: " in apart.output
    assert " 0 services added" not in apart.output


@pytest.mark.parametrize(("name", "gone"), [("Crafts", 0), ("export.json", 4)])
def test_another_directory_in_the_place_of_the_first_is_asked_about(
    command: CliRunner, kept: Path, name: str, gone: int
) -> None:
    write(kept.parent, kept.name, numbered(["Yoga", "Pottery"], first=70))
    refused = run_import(command, str(kept))
    assert isinstance(refused.exception, SourceUnclear)
    assert "None of the services here is one of 'export.json'" in str(refused.exception)
    told = run_import(command, str(kept), "--source", name).output
    assert f"{name}: 2 services added" in told
    assert f"{gone} no longer there" in told


def test_a_directory_that_was_doubled_before_is_asked_about(
    command: CliRunner, kept: Path, tmp_path: Path
) -> None:
    copied = write(tmp_path, "copy.json", kept.read_text(encoding="utf-8"))
    assert "4 services added" in run_import(command, copied, "--source", "Two", "--apart").output
    assert "4 unchanged" in run_import(command, str(kept)).output
    refused = run_import(command, copied)
    assert "more than one directory" in str(refused.exception)
    for name in ("export.json", "Two"):
        assert f'--source "{name}" (4 services)' in str(refused.exception)


def test_another_directory_needs_a_name(command: CliRunner, kept: Path) -> None:
    refused = run_import(command, str(kept), "--apart")
    assert isinstance(refused.exception, CommandFaulty)
    assert "needs a name" in str(refused.exception)


@pytest.mark.parametrize("where", [["--report", "{folder}/new folder/r.csv"], []])
def test_why_nothing_could_be_imported_is_written_and_said(
    command: CliRunner, tmp_path: Path, where: list[str]
) -> None:
    report = tmp_path / ("new folder/r.csv" if where else "directory-report.csv")
    services = [a_service(""), a_service("Bowls", status="open")]
    source = write(tmp_path, "services.json", json.dumps(services))
    told = run_import(command, source, *(each.format(folder=tmp_path) for each in where))
    assert isinstance(told.exception, NothingToImport)
    assert report.name in told.output
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["row"], row["field"], row["row refused"]) for row in rows] == [
        ("(whole)", "", "yes"),
        ("service 1", "name", "yes"),
        ("service 2", "status", "yes"),
    ]
    assert "holds no service that can be imported" in rows[0]["reason"]


def test_an_api_that_fails_midway_leaves_a_report(
    command: CliRunner, remote: Remote, tmp_path: Path
) -> None:
    last = list(remote.services)[-1]
    remote.services[next(iter(remote.services))]["status"] = "odd"
    remote.answers[f"/services/{last}"] = (500, b"")
    assert isinstance(run_import(command, remote.url).exception, SourceFaulty)
    written = (tmp_path / "directory-report.csv").read_text(encoding="utf-8-sig")
    assert "status 500" in written
    assert "service 1,status,odd" in written


def test_a_report_that_cannot_be_written_is_named_before_anything_is_read(
    command: CliRunner, tmp_path: Path
) -> None:
    told = run_import(command, "/no/such/file", "--report", str(tmp_path))
    assert isinstance(told.exception, CommandFaulty)
    assert str(tmp_path) in str(told.exception)


def test_the_command_needs_a_source_that_can_be_read(command: CliRunner) -> None:
    told = command.invoke(signpost, ["directory", "import", "/no/such/file"])
    assert isinstance(told.exception, SourceFaulty)
    assert "no file or folder '/no/such/file'" in str(told.exception)


CAPITALISED = {
    "Services.csv": "Id,OrganisationId,Organization_Id,NAME,Description,Status,Minimum Age\n"
    "s1,x,o1,Stay and play,Songs and toys,active,18\n",
    "Organizations.csv": "Id,Name,Description\no1,Example Family Hub,A hub\n",
    "ServiceAtLocations.csv": "Id,ServiceId,LocationId\np1,s1,l1\n",
    "Locations.csv": "Id,Location_Type,Name,Latitude,Longitude\nl1,physical,The hub,53.80,-1.55\n",
    "Addresses.csv": "Id,LocationId,Address_1,City,PostalCode,Address_Type\n"
    "a1,l1,1 Example Street,Leeds,LS1 4AG,physical\n",
    "Schedules.csv": "Id,ServiceId,Freq,ByDay,OpensAt,ClosesAt\n",
    "Contacts.csv": "ID,SERVICE_ID,NAME\nc1,s1,Front desk\n",
    "Phones.csv": "Id,ContactId,Number\nt1,c1,0113 496 0000\n",
}


def test_a_data_package_with_capitalised_headings_is_joined_as_any_other(
    sqlite_database: Database, tmp_path: Path
) -> None:
    for name, content in CAPITALISED.items():
        write(tmp_path, name, content)
    summary = fetch(sqlite_database, open_source(str(tmp_path)))
    assert (summary.added, summary.refused, summary.left_out) == (1, [], [])
    (found,) = look(sqlite_database, near=LEEDS)
    assert (found.name, found.organisation) == ("Stay and play", "Example Family Hub")
    assert found.address == "1 Example Street, Leeds, LS1 4AG"
    assert found.phones == [("0113 496 0000", None, None)]
    assert found.minimum_age == 18


def test_two_headings_of_a_package_that_come_to_the_same_are_named(tmp_path: Path) -> None:
    write(tmp_path, "services.csv", "id,Id,name\n1,2,Chess\n")
    with pytest.raises(SourceFaulty, match="the column 'id' more than once"):
        open_source(str(tmp_path))


def test_headings_of_a_table_fit_its_mapping_whatever_their_capitals(
    sqlite_database: Database, tmp_path: Path
) -> None:
    content = HEADING.upper() + "1,Chess,LS1 4AG,10:00-12:00,Befriending\n"
    fetch(sqlite_database, read_clubs(tmp_path, content))
    (found,) = look(sqlite_database)
    assert (found.name, found.schedule) == ("Chess", "Monday 10am to 12pm")


def test_a_heading_as_the_mapping_spells_it_comes_before_one_in_capitals(
    sqlite_database: Database, tmp_path: Path
) -> None:
    content = HEADING.strip() + ",NAME\n1,Chess,LS1 4AG,,Befriending,OTHER\n"
    fetch(sqlite_database, read_clubs(tmp_path, content))
    assert names(sqlite_database) == ["Chess"]


def test_cells_are_read_as_the_mapping_says(sqlite_database: Database, tmp_path: Path) -> None:
    mapping = MAPPING.replace('monday: "{Mon}"', 'opening: "Monday: {Mon}"')
    mapping += "cells: {All Day (continuous): open all day}\n"
    content = HEADING + "1,Chess,LS1 4AG,All Day (continuous),Befriending\n"
    fetch(sqlite_database, read_clubs(tmp_path, content, mapping))
    assert look(sqlite_database)[0].schedule == "Monday: open all day"
