"""The Digital Maturity Index: its bullets, and what each says of which aspect."""

import zlib

import pytest

# Taken from the document: how each bullet begins and ends, and the CRC-32 of its whole text.
BULLETS = [
    ("L1.1", "No social prescribing", "social prescribing programme.", 0xBD59BB96),
    ("L1.2", "Social prescribing “happens”", "without central co-ordination.", 0xF7A9882E),
    ("L1.3", "All paper based", "it does exist.", 0xD84450F8),
    ("L1.4", "Information on services", "known or shared.", 0x1C66DB8E),
    ("L1.5", "No stakeholder engagement", "has been sought.", 0xBD15131D),
    ("L1.6", "No technology used", "support social prescribing.", 0x19950832),
    ("L2.1", "Early stage Social", "Social Prescribing programme.", 0x6ACCDE76),
    ("L2.2", "Limited stakeholder engagement.", "Limited stakeholder engagement.", 0xDDC683AE),
    ("L2.3", "More extensive information", "directories may exist.", 0x63BDED58),
    ("L2.4", "No area wide", "wide software platform.", 0x259F97F0),
    ("L2.5", "No integration between", "integration between systems.", 0x17D7F648),
    ("L2.6", "May be early", "in some localities.", 0x7702DE47),
    ("L3.1", "Social Prescribing programme", "Prescribing programme established.", 0x1BDA4650),
    ("L3.2", "Growing local engagement,", "engagement, official support.", 0xCA9FE4BD),
    ("L3.3", "Directory of Services", "on simple website.", 0x6E2BD813),
    ("L3.4", "May be limited", "prescribing software platform.", 0xCB332444),
    ("L3.5", "No integration of", "difficult as manual.", 0xBB1F4CC9),
    ("L3.6", "Understanding of the", "realised or optimised.", 0x431DEFF4),
    ("L4.1", "Social Prescribing programme", "managed and reported.", 0xE8060A44),
    ("L4.2", "Wide stakeholder engagement,", "be universally deployed.", 0x1F7A21C7),
    ("L4.3", "Software platform in", "reporting, community/link workers.", 0xF3E3FA48),
    ("L4.4", "Software platform support", "of the level.", 0x74049417),
    ("L4.5", "Some integration with", "of Level 4.", 0xB795BB0C),
    ("L4.6", "Online directly of", "via online platform.", 0x1842309D),
    ("L4.7", "Emerging evidence base", "impact and value.", 0x2E322C4E),
    ("L5.1", "Fully established social", "across all areas.", 0x7D63F50A),
    ("L5.2", "Full stakeholder by", "promotion and usage.", 0x06BA42E7),
    ("L5.3", "Wide number of", "socially prescribed activities.", 0xEFF15DD7),
    ("L5.4", "Software platform widely", "pathways, detailed reporting.", 0x56C89E09),
    ("L5.5", "Consideration of advanced", "health management strategies.", 0x8AA9119D),
    ("L5.6", "Growing evidence base", "impact and value.", 0x1312BD1B),
]

# Which bullets feed which aspect at levels 1 to 5.
FEEDS = {
    "programme": [["L1.1", "L1.2"], ["L2.1", "L2.6"], ["L3.1", "L3.6"], ["L4.1"], ["L5.1"]],
    "stakeholders": [["L1.5"], ["L2.2"], ["L3.2"], ["L4.2"], ["L5.2"]],
    "information": [["L1.4"], ["L2.3"], ["L3.3", "L3.5"], ["L4.6"], None],
    "platform": [["L1.3", "L1.6"], ["L2.4"], ["L3.4"], ["L4.3", "L4.4"], ["L5.4"]],
    "integration": [["L1.6"], ["L2.5"], ["L3.5"], ["L4.5"], ["L5.4"]],
    "evidence": [None, None, None, ["L4.1", "L4.7"], ["L5.4", "L5.6"]],
    "end-users": [["L1.6"], None, None, None, ["L5.3", "L5.5"]],
}


@pytest.fixture(scope="module")
def index(frameworks):
    return frameworks.get_or_raise("digital-maturity-index")


def test_the_bullets_are_those_of_the_document(index):
    found = [
        (
            bullet.id,
            " ".join(bullet.text.split()[:3]),
            " ".join(bullet.text.split()[-3:]),
            zlib.crc32(bullet.text.encode()),
        )
        for level in index.levels
        for bullet in level.bullets
    ]
    assert found == BULLETS


def test_the_bullets_are_counted_by_level(index):
    assert [len(level.bullets) for level in index.levels] == [6, 6, 6, 7, 6]


def test_the_definitions_are_the_headings_of_the_document(index):
    assert [level.definition for level in index.levels] == [
        "Unco-ordinated services, based on “what people know”, no SP programme in area.",
        (
            "Some co-ordination, early stage SP programme, local lists on Excel/Word,"
            " largely paper, some leaflets"
        ),
        (
            "SP programme established, local directory of services, perhaps on website,"
            " no integration of information"
        ),
        (
            "Dedicated SP platform, SP programme engaged with many stakeholders,"
            " some integration with other systems (e.g.: GP)"
        ),
        (
            "Full analytics, access for end users, widespread integration,"
            " a number of SP programmes, digital options"
        ),
    ]


def test_each_aspect_is_assessed_by_itself(index):
    (scope,) = index.scopes
    assert [domain.title for domain in scope.domains] == [
        "Programme",
        "Stakeholder engagement",
        "Information and directory",
        "Software platform",
        "Integration",
        "Reporting and evidence",
        "End users and advanced digital",
    ]
    assert [[statement.id for statement in domain.statements] for domain in scope.domains] == [
        [f"D{number}"] for number in range(1, 8)
    ]


def test_a_borough_and_a_neighbourhood_can_be_assessed(index):
    assert set(index.scopes[0].organisation_kinds) == {"place", "pcn"}


@pytest.mark.parametrize("domain_id", FEEDS)
def test_an_aspect_is_fed_by_the_bullets_that_speak_of_it_and_no_others(index, domain_id):
    (domain,) = [domain for domain in index.scopes[0].domains if domain.id == domain_id]
    (statement,) = domain.statements
    described = [statement.descriptor(level.value) for level in index.levels]
    fed = [None if descriptor is None else [*descriptor.bullets] for descriptor in described]
    assert fed == FEEDS[domain_id]


def test_every_aspect_has_a_case():
    cited = {bullet for levels in FEEDS.values() for level in levels for bullet in level or ()}
    assert cited == {bullet_id for bullet_id, *_ in BULLETS}


@pytest.mark.parametrize(
    ("statement_id", "value", "slip"),
    [("D3", 4, "Online directly of services"), ("D2", 5, "Full stakeholder by in")],
)
def test_slips_of_the_source_are_quoted_as_they_are(index, statement_id, value, slip):
    assert slip in index.statement(statement_id).statement.descriptor(value).text
