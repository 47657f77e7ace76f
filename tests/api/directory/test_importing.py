"""What an import takes, updates, refuses and says, on each database."""

import copy
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from api.database import Database
from api.directory.importing import repository
from api.directory.importing.service import NothingToImport
from api.directory.sample import load_sample
from api.models import (
    Base,
    DirectoryAttribute,
    DirectoryEntry,
    DirectoryLocation,
    DirectoryPhone,
    DirectorySchedule,
    DirectoryService,
    DirectorySource,
    DirectoryTerm,
)
from tests.api.directory.arrange import (
    LEEDS,
    NOW,
    a_service,
    at,
    bring_in,
    bring_in_file,
    look,
    made_id,
    names,
    termed,
)

LATER = NOW + timedelta(days=30)
MONDAYS = {"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}
FILES = {
    "hsds_csv": (1, 0),
    "oruk3_service.json": (1, 0),
    "oruk3_repeated.json": (1, 127),
    "outpost.json": (20, 0),
    "legal_advisers.csv": (300, 0),
    "mobile_libraries.csv": (66, 0),
}


def count(database: Database, model: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def counts(database: Database) -> dict[str, int]:
    models = [mapper.class_ for mapper in Base.registry.mappers]
    return {model.__tablename__: count(database, model) for model in models}


def rich_service(name: str = "Chess club") -> dict[str, object]:
    return a_service(
        name,
        description="<p>Play chess.</p><script>alert(1)</script><p>Tea &amp; cake</p>",
        organization={"id": made_id("club"), "name": "Example Club", "website": "club.example"},
        service_at_locations=[
            at(53.80, -1.55, postcode="ls1 4ag")
            | {
                "schedules": [
                    {"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}
                ],
                "phones": [{"number": "0113 496 0001", "extension": "2"}],
            }
        ],
        contacts=[{"name": "Front desk", "phones": [{"number": "0113 496 0000"}]}],
        cost_options=[{"option": "Adults", "amount": 2.5, "amount_description": "a session"}],
        languages=[{"name": "English"}, {"name": "Polish"}],
        attributes=termed("Befriending"),
        minimum_age=18,
        assured_date="2026-02-01",
    )


def test_everything_of_a_service_can_be_found_again(database: Database) -> None:
    summary = bring_in(database, [rich_service()])
    assert (summary.added, summary.faults) == (1, [])
    (found,) = look(database, near=LEEDS)
    assert found.name == "Chess club"
    assert found.description == "Play chess.\n\nTea & cake"
    assert found.organisation == "Example Club"
    assert found.url == "https://club.example/"
    assert found.phones == [("0113 496 0001", "2", None), ("0113 496 0000", None, None)]
    assert (found.address, found.postcode) == ("1 Example Street, Leeds, LS1 4AG", "LS1 4AG")
    assert found.distance_km == pytest.approx(0.11, abs=0.02)
    assert found.schedule == "Monday 10am to 12pm"
    assert found.cost == "Adults: £2.50 a session"
    assert found.free is False
    assert found.languages == {"en", "pl"}
    assert found.needs == {"loneliness"}
    assert found.minimum_age == 18
    assert found.assured_on == found.last_checked == date(2026, 2, 1)
    assert found.service_id != found.service_at_location_id == found.id


@pytest.mark.parametrize(("name", "expected"), FILES.items())
def test_directories_of_every_shape_come_in(
    database: Database, name: str, expected: tuple[int, int]
) -> None:
    summary = bring_in_file(database, name)
    taken, faulty = expected
    assert summary.added == count(database, DirectoryService) == taken
    assert len({fault.row for fault in summary.refused}) == faulty
    before = counts(database)
    again = bring_in_file(database, name)
    assert (again.added, again.changed, again.unchanged, again.gone) == (0, 0, taken, 0)
    assert counts(database) == before


def test_an_import_anew_changes_what_changed_and_nothing_else(database: Database) -> None:
    first, second = rich_service(), rich_service("Bowls club")
    bring_in(database, [first, second])
    ids = {found.name: (found.service_id, found.id) for found in look(database)}
    before = counts(database)
    changed = copy.deepcopy(first)
    changed["description"] = "Play chess and draughts."
    summary = bring_in(database, [changed, second], now=LATER)
    assert (summary.added, summary.changed, summary.unchanged) == (0, 1, 1)
    assert counts(database) == before
    assert {found.name: (found.service_id, found.id) for found in look(database)} == ids
    assert names(database, text="draughts") == ["Chess club"]
    assert names(database, text="cake") == ["Bowls club"]


def test_a_place_that_is_dropped_is_dropped_and_the_others_stay(database: Database) -> None:
    both = rich_service() | {"service_at_locations": [at(53.80, -1.55), at(53.90, -1.60)]}
    bring_in(database, [both])
    kept = both | {"service_at_locations": [at(53.90, -1.60)]}
    bring_in(database, [kept], now=LATER)
    (found,) = look(database, near=LEEDS)
    assert found.distance_km is not None
    assert found.distance_km > 10
    assert count(database, DirectoryEntry) == 1


def test_a_directory_that_is_removed_leaves_nothing_and_takes_nothing_of_others(
    database: Database,
) -> None:
    bring_in(database, [rich_service()], "stays")
    before, found = counts(database), look(database, text="chess")
    services = [rich_service(name) for name in ("Bowls club", "Darts club")]
    bring_in(database, services, "goes")
    assert len(look(database)) == 3
    with database.transaction() as session:
        repository.remove_source(session, "goes")
    assert counts(database) == before
    assert look(database, text="chess") == found
    assert look(database, text="bowls darts") == []
    assert bring_in(database, services, "goes").added == 2
    assert names(database, text="bowls") == ["Bowls club"]


def test_a_service_that_is_gone_is_kept_inactive_and_may_come_back(database: Database) -> None:
    chess, bowls = rich_service(), rich_service("Bowls club")
    bring_in(database, [chess, bowls])
    summary = bring_in(database, [chess], now=LATER)
    assert (summary.gone, names(database)) == (1, ["Chess club"])
    with database.reading() as session:
        gone = session.scalars(
            select(DirectoryService).where(DirectoryService.name == "Bowls club")
        ).one()
    assert (gone.status, gone.gone_at, gone.last_modified) == ("inactive", LATER, LATER)
    assert bring_in(database, [chess], now=LATER).gone == 0
    summary = bring_in(database, [chess, bowls], now=LATER)
    assert summary.changed == 1
    assert sorted(names(database)) == ["Bowls club", "Chess club"]


def test_part_of_a_directory_takes_nothing_away(database: Database) -> None:
    bring_in(database, [rich_service(), rich_service("Bowls club")])
    assert bring_in(database, [rich_service()], now=LATER, complete=False).gone == 0
    assert len(names(database)) == 2


def test_a_service_that_is_refused_this_time_stays_as_it_was(database: Database) -> None:
    chess = rich_service()
    bring_in(database, [chess, rich_service("Bowls club")])
    summary = bring_in(database, [{**chess, "name": ""}, rich_service("Bowls club")], now=LATER)
    assert summary.gone == 0
    assert [(fault.row, fault.field) for fault in summary.refused] == [("service 1", "name")]
    assert sorted(names(database)) == ["Bowls club", "Chess club"]


def test_directories_do_not_touch_each_other(database: Database) -> None:
    bring_in(database, [rich_service()], "one")
    summary = bring_in(database, [rich_service("Bowls club")], "two")
    assert summary.gone == 0
    assert sorted(names(database)) == ["Bowls club", "Chess club"]
    assert count(database, DirectorySource) == 2


def test_a_service_of_another_directory_is_refused_by_its_name(database: Database) -> None:
    bring_in(database, [rich_service()], "one")
    summary = bring_in(database, [rich_service(), rich_service("Bowls club")], "two")
    (fault,) = summary.refused
    assert (fault.row, fault.field) == ("service 1", "id")
    assert "'The one directory'" in fault.reason
    assert count(database, DirectoryService) == 2


def test_shared_ids_of_organisations_and_terms_do_not_clash(database: Database) -> None:
    term = {"id": made_id("term"), "name": "Befriending", "taxonomy_id": made_id("tax")}
    parts = {"attributes": [{"taxonomy_term": term}]}
    bring_in(database, [rich_service() | parts], "one")
    bring_in(database, [rich_service("Bowls club") | parts], "two")
    assert count(database, DirectoryTerm) == count(database, DirectoryAttribute) == 2
    assert sorted(names(database, needs=frozenset({"loneliness"}))) == ["Bowls club", "Chess club"]


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"name": None}, "name", "valid string"),
        ({"id": ""}, "id", "at least 1"),
        ({"id": None}, "id", "valid string"),
        ({"status": "open"}, "status", "active"),
        ({"name": "x" * 601}, "name", "at most 600"),
    ],
)
def test_a_row_without_its_core_is_refused(
    database: Database, change: dict[str, object], field: str, reason: str
) -> None:
    faulty = rich_service("Faulty") | change
    summary = bring_in(database, [rich_service(), faulty])
    assert [(fault.row, fault.field) for fault in summary.refused] == [("service 2", field)]
    assert reason in summary.refused[0].reason
    assert names(database) == ["Chess club"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"assured_date": "last week"}, "assured_date"),
        ({"assured_date": "2026-02-30"}, "assured_date"),
        ({"assured_date": "2030-01-01"}, "assured_date"),
        ({"last_modified": "soon"}, "last_modified"),
        ({"last_modified": "2031-01-01T00:00:00Z"}, "last_modified"),
        ({"minimum_age": -1}, "minimum_age"),
        ({"minimum_age": 20, "maximum_age": 10}, "maximum_age"),
        ({"url": "not an address"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"email": "nobody"}, "email"),
        ({"description": "x" * 20_001}, "description"),
        ({"schedules": [{"byday": "XX"}]}, "schedules.0.byday"),
        ({"schedules": [{"opens_at": "25:00"}]}, "schedules.0.opens_at"),
        ({"phones": [{"number": "none"}]}, "phones.0.number"),
        ({"phones": "0113 496 0000"}, "phones"),
        ({"cost_options": [{"amount": "lots"}]}, "cost_options.0.amount"),
        ({"service_at_locations": [at(91, 0)]}, "service_at_locations.0.location.latitude"),
        ({"service_at_locations": [at(0, 0)]}, "service_at_locations.0.location.longitude"),
        ({"attributes": [{"taxonomy_term": {}}]}, "attributes.0.taxonomy_term.name"),
    ],
)
def test_a_wrong_part_is_left_out_and_listed(
    database: Database, change: dict[str, object], field: str
) -> None:
    summary = bring_in(database, [rich_service() | change])
    assert summary.refused == []
    assert [fault.field for fault in summary.left_out] == [field]
    assert summary.left_out[0].row == "service 1"
    assert names(database) == ["Chess club"]


def test_an_id_that_comes_twice_is_taken_once(database: Database) -> None:
    summary = bring_in(database, [rich_service(), rich_service() | {"name": "Again"}])
    (fault,) = summary.refused
    assert (fault.row, fault.field) == ("service 2", "id")
    assert "service 1" in fault.reason
    assert names(database) == ["Chess club"]


@pytest.mark.parametrize("services", [[], ["text"], [{"name": "No id"}], [None, 3]])
def test_a_source_without_any_service_changes_nothing(
    database: Database, services: list[object]
) -> None:
    bring_in(database, [rich_service()])
    with pytest.raises(NothingToImport, match="nothing was changed"):
        bring_in(database, services, now=LATER)
    assert names(database) == ["Chess club"]


def test_many_services_come_in_batches(database: Database) -> None:
    summary = bring_in(
        database,
        [a_service(f"Club {n}", service_at_locations=[at(53.8, -1.5)]) for n in range(600)],
    )
    assert summary.added == count(database, DirectoryService) == 600
    assert count(database, DirectoryLocation) == 1


def test_terms_that_are_not_mapped_are_reported_and_meet_no_need(database: Database) -> None:
    service = a_service("Odd one", attributes=termed("Unheard of", "Befriending", "ACTIVITIES"))
    summary = bring_in(database, [service])
    assert dict(summary.unmapped) == {"Unheard of": 1}
    assert look(database)[0].needs == {"loneliness"}


def test_a_place_without_a_position_gets_that_of_its_outcode(database: Database) -> None:
    summary = bring_in(
        database,
        [
            a_service("Known", service_at_locations=[at(None, None, postcode="LS1 4AG")]),
            a_service("Unknown", service_at_locations=[at(None, None, postcode="ZZ1 1ZZ")]),
        ],
    )
    assert summary.without_position == 1
    with database.reading() as session:
        known = {each.position_from for each in session.scalars(select(DirectoryLocation))}
    assert known == {"outcode", None}
    assert names(database, near=LEEDS, within_km=3) == ["Known"]


@pytest.mark.parametrize("line", ["1 Example Street, S2 1JP", "1 Example Street, s21jp", "S2 1JP"])
def test_a_postcode_that_the_address_has_already_is_not_said_twice(
    database: Database, line: str
) -> None:
    place = at(53.38, -1.47, postcode="S2 1JP")
    place["location"]["addresses"][0] |= {"address_1": line, "city": ""}
    bring_in(database, [a_service("Club", service_at_locations=[place])])
    assert (look(database)[0].address, look(database)[0].postcode) == (line, "S2 1JP")


def test_hours_and_numbers_belong_to_their_place(database: Database) -> None:
    bring_in(database, [rich_service()])
    with database.reading() as session:
        (schedule,) = session.scalars(select(DirectorySchedule))
        phones = session.scalars(select(DirectoryPhone).order_by(DirectoryPhone.number)).all()
    assert schedule.service_at_location_id is not None
    assert [phone.service_at_location_id is None for phone in phones] == [True, False]
    assert phones[0].contact_id is not None


@pytest.mark.parametrize(
    "written",
    ["28/02/2026", "28/2/26", "28.02.2026", "28-Feb-26", "28th February 2026", "28/02/2026 00:00"],
)
def test_dates_as_the_british_write_them(database: Database, written: str) -> None:
    bring_in(database, [rich_service() | {"assured_date": written}])
    assert look(database)[0].assured_on == date(2026, 2, 28)


@pytest.mark.parametrize(
    "written", ["28/02/2026", "28/02/2026 9:30", "28 Feb 2026 09:30:00", "2026-02-28 09:30"]
)
def test_moments_as_the_british_write_them(sqlite_database: Database, written: str) -> None:
    service = rich_service() | {"last_modified": written, "assured_date": None}
    assert bring_in(sqlite_database, [service]).faults == []
    assert look(sqlite_database)[0].last_checked == date(2026, 2, 28)


def test_odd_characters_are_taken_out(database: Database) -> None:
    bring_in(
        database, [rich_service() | {"name": "Chess\x00 club\u202e", "fees": "Free\x07\r\nalways"}]
    )
    (found,) = look(database)
    assert found.name == "Chess club"


def test_the_sample_is_real_dated_and_shown_as_a_sample(database: Database) -> None:
    with database.transaction() as session:
        load_sample(session, NOW)
    before = counts(database)
    with database.transaction() as session:
        load_sample(session, LATER)
    assert counts(database) == before
    found = look(database, near=LEEDS, limit=50)
    assert len(found) == 50
    assert all(each.is_sample and each.last_checked.year in {2023, 2024} for each in found)
    assert names(database, needs=frozenset({"food"}), within_km=10, near=LEEDS) == []
    assert not [each for each in found if each.schedule and "(" in each.schedule]
    assert any("open all day" in (each.schedule or "") for each in found)
    with database.reading() as session:
        sources = session.scalars(select(DirectorySource)).all()
    assert all(each.attribution and each.data_date for each in sources)


def test_the_sample_steps_aside_for_a_directory(database: Database) -> None:
    bring_in(database, [a_service("Sample")], "sample", sample=True)
    assert names(database) == ["Sample"]
    bring_in(database, [rich_service()])
    assert names(database) == ["Chess club"]
