"""Screens are tested where people see them: in a browser, against a province that is served."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import OFFICE, PHONE, Visitor, chromium, serving, visitor
from tests.support.province import Province


@pytest.fixture(scope="session")
def site(province: Province) -> Iterator[str]:
    from chalicelib.foundation import names

    with serving(province, province.house, names.PUBLIC_URL) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def come(browser: Browser, site: str, province: Province) -> Iterator[Callable[..., Visitor]]:
    """Somebody new comes, with a browser of their own: ``come(PHONE)``."""
    came: list[Visitor] = []

    def come(size: tuple[int, int]) -> Visitor:
        came.append(visitor(browser, site, province, size))
        return came[-1]

    yield come
    for one in came:
        one.context.close()


@pytest.fixture
def phone(come: Callable[..., Visitor]) -> Visitor:
    """Somebody with a small phone."""
    return come(PHONE)


@pytest.fixture
def office(come: Callable[..., Visitor]) -> Visitor:
    """Somebody at a desk."""
    return come(OFFICE)
