"""Sources that are faulty or far away: paged APIs, broken answers, files nobody can read."""

import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from api.cli import app as signpost
from api.config import get_settings
from api.database import Database
from api.directory.importing.incoming import Reading, SourceFaulty, SourceInfo
from api.directory.importing.service import Summary, import_directory
from api.directory.sources.opening import Format, open_source
from api.directory.sources.plain_csv import load_mapping
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
        ("/services/{C}", (200, b"<html>"), "is not JSON"),
        ("/services/{C}", (200, b"[1]"), "is a list, not an object"),
        ("/services", (200, b'{"contents": "none"}'), "no list 'contents'"),
        ("/services", (200, b'{"something": 1}'), "looks like no format"),
        ("/services", (403, b"{}"), "status 403"),
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
    with pytest.raises(SourceFaulty, match="gives page 1 again as page 2"):
        open_source(remote.url)


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
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "row,field,value,reason,row refused"
    assert {(line.split(",")[0], line.rsplit(",", 1)[1]) for line in lines[1:]} == {
        ("service 2", "yes"),
        ("service 3", "no"),
    }


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
