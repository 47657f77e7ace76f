import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.frameworks.quoting import is_quoted_from

WORDS = st.lists(st.sampled_from(["bare", "soil", "no", "tools,", "water"]), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("text", "sources", "quoted"),
    [
        ("No tools", ["No tools at all."], True),
        ("No tools Nobody waters.", ["No tools at all.", "Nobody waters."], True),
        ("Nobody waters. No tools", ["No tools at all.", "Nobody waters."], False),
        ("No tools", ["No tools at all.", "Nobody waters."], False),
        ("No spare tools", ["No tools at all."], False),
        ("No all", ["No tools at all."], False),
        ("no tools", ["No tools at all."], False),
        ("", ["No tools at all."], False),
    ],
)
def test_a_text_is_quoted_or_it_is_not(text, sources, quoted):
    assert is_quoted_from(text, sources) is quoted


@given(st.lists(st.tuples(WORDS, st.integers(0, 5), st.integers(1, 6)), min_size=1, max_size=3))
def test_pieces_taken_in_order_are_always_recognised(parts):
    sources = [" ".join(words) for words, _, _ in parts]
    pieces = [words[start % len(words) :][:length] for words, start, length in parts]
    assert is_quoted_from(" ".join(" ".join(piece) for piece in pieces), sources)


@given(st.lists(WORDS, min_size=1, max_size=3))
def test_a_word_from_nowhere_is_always_noticed(parts):
    sources = [" ".join(words) for words in parts]
    assert not is_quoted_from(" ".join([*sources, "invented"]), sources)
