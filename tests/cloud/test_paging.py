from __future__ import annotations

from collections.abc import Callable

import pytest

from drilltui.cloud import paging
from drilltui.cloud.answer import Answer
from drilltui.cloud.paging import (
    Fetch,
    Query,
    by_index,
    by_marker,
    by_next_marker,
    by_page,
    index_pages,
)
from drilltui.domain.errors import Unreadable
from drilltui.domain.json_value import JsonValue


def items(first: int, last: int) -> list[JsonValue]:
    return [{"id": f"g{number}"} for number in range(first, last)]


class Book:
    """A list on a server; `page` gives the rows for a query."""

    def __init__(
        self, page: Callable[[dict[str, str]], list[JsonValue]], count: JsonValue = None
    ) -> None:
        self._page = page
        self._count = count
        self.asked: list[dict[str, str]] = []

    async def fetch(self, query: Query) -> Answer:
        self.asked.append(dict(query))
        return Answer(200, {"rows": self._page(dict(query)), "count": self._count})


def indexed(rows: list[JsonValue], most: int = 1000) -> Callable[[dict[str, str]], list[JsonValue]]:
    def page(query: dict[str, str]) -> list[JsonValue]:
        start = int(query["offset"])
        return rows[start : start + min(int(query["limit"]), most)]

    return page


@pytest.mark.parametrize(
    ("size", "pages"), [(0, 1), (1, 1), (998, 1), (999, 2), (1000, 2), (2500, 3)]
)
async def test_an_index_list_is_read_to_its_end(size: int, pages: int) -> None:
    rows = items(0, size)
    book = Book(indexed(rows))
    assert await by_index(book.fetch, "rows") == rows
    assert len(book.asked) == pages
    assert all(int(query["limit"]) <= 999 for query in book.asked)


@pytest.mark.parametrize("count", [10, "10", 0, -1, None, "x"])
async def test_count_does_not_end_an_index_list(count: JsonValue) -> None:
    rows = items(0, 1500)
    assert await by_index(Book(indexed(rows), count).fetch, "rows") == rows


async def test_a_lower_limit_of_the_server_loses_nothing_when_it_tells_the_count() -> None:
    rows = items(0, 250)
    book = Book(indexed(rows, most=100), count=250)
    assert await by_index(book.fetch, "rows") == rows
    assert [query["offset"] for query in book.asked] == ["0", "100", "200"]


async def test_a_count_that_is_never_reached_costs_one_more_call() -> None:
    book = Book(indexed(items(0, 5)), count=10**6)
    assert await by_index(book.fetch, "rows") == items(0, 5)
    assert len(book.asked) == 2


async def test_a_server_that_ignores_the_offset_makes_no_loop() -> None:
    rows = [*items(0, 998), None]
    book = Book(lambda _: rows)
    assert await by_index(book.fetch, "rows") == rows
    assert len(book.asked) == 2


async def test_a_list_that_moves_between_pages_has_each_item_once() -> None:
    pages = {"0": items(0, 999), "999": items(998, 1005)}
    found = await by_index(Book(lambda query: pages[query["offset"]]).fetch, "rows")
    assert found == items(0, 1005)


async def test_broken_rows_are_kept() -> None:
    rows: list[JsonValue] = [{"id": "a"}, None, {"name": "x"}, None]
    assert await by_index(Book(indexed(rows)).fetch, "rows") == rows
    broken: list[JsonValue] = [None, {}]
    assert await by_index(Book(indexed(broken)).fetch, "rows") == broken


async def test_a_list_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "INDEX_LIMIT", 1)
    book = Book(lambda query: [{"id": query["offset"]}])
    with pytest.raises(Unreadable, match="does not end"):
        assert [page async for page in index_pages(book.fetch, "rows", first=1)]
    assert len(book.asked) == paging.MOST_PAGES + 1


async def test_another_key_tells_rows_apart() -> None:
    rows: list[JsonValue] = [{"id": "same", "n": "1"}, {"id": "same", "n": "2"}]
    assert await by_index(Book(indexed(rows)).fetch, "rows") == rows[:1]
    assert await by_index(Book(indexed(rows)).fetch, "rows", lambda row: str(row["n"])) == rows


async def test_pages_come_one_by_one_and_the_first_may_be_small() -> None:
    rows = items(0, 1200)
    book = Book(indexed(rows))
    pages = [page async for page in index_pages(book.fetch, "rows", first=100)]
    assert pages == [rows[:100], rows[100:1099], rows[1099:]]
    asked = [(query["limit"], query["offset"]) for query in book.asked]
    assert asked == [("100", "0"), ("999", "100"), ("999", "1099")]


async def test_a_page_is_not_asked_for_before_it_is_wanted() -> None:
    book = Book(indexed(items(0, 1200)))
    pages = index_pages(book.fetch, "rows", first=100)
    assert await anext(pages) == items(0, 100)
    assert len(book.asked) == 1


def marked(rows: list[JsonValue]) -> Callable[[dict[str, str]], list[JsonValue]]:
    def page(query: dict[str, str]) -> list[JsonValue]:
        start = rows.index({"id": query["marker"]}) + 1 if "marker" in query else 0
        return rows[start : start + int(query["limit"])]

    return page


@pytest.mark.parametrize(("size", "pages"), [(0, 1), (999, 1), (1000, 2), (2100, 3)])
async def test_a_marker_list_is_read_to_its_end(size: int, pages: int) -> None:
    rows = items(0, size)
    book = Book(marked(rows))
    assert await by_marker(book.fetch, "rows") == rows
    assert len(book.asked) == pages


async def test_a_server_that_ignores_the_marker_makes_no_loop() -> None:
    book = Book(lambda _: items(0, 1000))
    assert await by_marker(book.fetch, "rows") == items(0, 1000)
    assert len(book.asked) == 2


async def test_a_full_page_whose_last_row_has_no_id_cannot_be_followed() -> None:
    with pytest.raises(Unreadable, match="lacks the id of the last of rows"):
        await by_marker(Book(lambda _: [*items(0, 999), {}]).fetch, "rows")


@pytest.mark.parametrize(("size", "pages"), [(0, 1), (999, 1), (1000, 2), (2100, 3)])
async def test_a_page_list_is_read_to_its_end(size: int, pages: int) -> None:
    rows = items(0, size)

    def page(query: dict[str, str]) -> list[JsonValue]:
        length = int(query["per_page"])
        return rows[(int(query["page"]) - 1) * length :][:length]

    book = Book(page)
    assert await by_page(book.fetch, "rows") == rows
    assert [query["page"] for query in book.asked] == [str(n) for n in range(1, pages + 1)]


async def test_a_server_that_ignores_the_page_makes_no_loop() -> None:
    book = Book(lambda _: items(0, 1200))
    assert await by_page(book.fetch, "rows") == items(0, 1200)
    assert len(book.asked) == 2


def told(*pages: tuple[list[JsonValue], JsonValue]) -> tuple[list[Query], Fetch]:
    """Pages that tell the marker of the next one, the last of them again and again."""
    asked: list[Query] = []

    async def fetch(query: Query) -> Answer:
        asked.append(query)
        rows, info = pages[min(len(asked), len(pages)) - 1]
        return Answer(200, {"rows": rows, "page_info": info})

    return asked, fetch


async def test_a_marker_that_is_told_leads_to_the_next_page() -> None:
    asked, fetch = told(
        (items(0, 2), {"next_marker": "g1"}), (items(2, 3), {"previous_marker": "g2"})
    )
    assert await by_next_marker(fetch, "rows") == items(0, 3)
    assert [dict(query).get("marker") for query in asked] == [None, "g1"]


@pytest.mark.parametrize("info", [None, {}, [], {"next_marker": None}, {"next_marker": ""}])
async def test_a_page_that_tells_no_marker_is_the_last(info: JsonValue) -> None:
    asked, fetch = told((items(0, 2), info))
    assert await by_next_marker(fetch, "rows") == items(0, 2)
    assert len(asked) == 1


async def test_a_marker_that_leads_nowhere_new_ends_the_list() -> None:
    asked, fetch = told((items(0, 2), {"next_marker": "g1"}))
    assert await by_next_marker(fetch, "rows") == items(0, 2)
    assert len(asked) == 2
