"""What answers in the house's place: the front for a page, gateway and firewall for a request.

Made of the house's own words and pages when it is packaged, so that nobody writes them twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalicelib.foundation import answers, visits, wording
from chalicelib.foundation.errors import NotFound, Refusal, TooMany, WrongMediaType

PROJECT = Path(__file__).resolve().parent.parent
WEB = PROJECT / "build" / "web"
SOURCES = PROJECT / "web"
FUNCTION = PROJECT / "infra" / "pages.js"

# What a page may do: everything of its own, nothing of anybody else, no code that is text.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types vue"
)
# A built file whose name changes with its content is kept; the others are asked for again.
NAMED_BY_CONTENT = "/assets/"
LASTING, ASKED_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_PATH = re.compile(r"path: '/([^/':]*)")


def complete(resources: dict[str, Any]) -> None:
    """Adds what the front, the gateway and the firewall say to the merged template."""
    headers = resources["PageHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    headers["SecurityHeadersConfig"]["ContentSecurityPolicy"] = {
        "ContentSecurityPolicy": POLICY,
        "Override": True,
    }
    resources["Pages"]["Properties"]["FunctionCode"] = pages_function()
    resources["RestAPI"]["Properties"]["GatewayResponses"] = dict(gateway_responses())
    resources["Firewall"]["Properties"]["CustomResponseBodies"] = firewall_bodies()


def screens() -> list[str]:
    """The first part of each screen's address, as the screens declare it."""
    declared = (path.read_text("utf-8") for path in SOURCES.glob("*/*/screen.ts"))
    return sorted({found[1] for text in declared if (found := _PATH.search(text)) and found[1]})


def is_screen(path: str) -> bool:
    return path.split("/")[1:2] != [""] and path.split("/")[1] in screens()


def pages_function() -> str:
    """The front's function: lets through what the site has, answers for what it has not."""
    files = (path for path in WEB.iterdir() if path.is_file())
    pages = ["/", *sorted(f"/{path.name}" for path in files)]
    missing = (WEB / "404.html").read_text("utf-8")
    code = FUNCTION.read_text("utf-8")
    values = {"PAGES = []": pages, "SCREENS = []": screens(), "POLICY = ''": POLICY}
    for empty, value in {**values, "MISSING = ''": missing}.items():
        name = empty.split(" = ")[0]
        code = code.replace(empty, f"{name} = {json.dumps(value, ensure_ascii=False)}")
    return code


def gateway_responses() -> Iterator[tuple[str, Any]]:
    """What API Gateway answers where no request comes to the function, as SAM describes it."""
    for kind, refusal in _refusals().items():
        response = answers.refused(refusal)
        yield (
            kind,
            {
                "StatusCode": str(response.status_code),
                "ResponseParameters": {
                    "Headers": {name: f"'{value}'" for name, value in response.headers.items()}
                },
                "ResponseTemplates": {answers.JSON: response.body.decode()},
            },
        )


def firewall_bodies() -> dict[str, Any]:
    """What the firewall answers where somebody comes too often, by the key of its rules."""
    content = answers.refused(_too_many()).body.decode()
    return {"too-many": {"ContentType": "APPLICATION_JSON", "Content": content}}


def _refusals() -> dict[str, Refusal]:
    no_such_address = NotFound("no_such_address", wording.NO_SUCH_PAGE)
    return {
        # So the gateway calls an address that it does not know.
        "MISSING_AUTHENTICATION_TOKEN": no_such_address,
        "RESOURCE_NOT_FOUND": no_such_address,
        "REQUEST_TOO_LARGE": visits.too_large(),
        "UNSUPPORTED_MEDIA_TYPE": WrongMediaType("wrong_media_type", wording.WRONG_MEDIA_TYPE),
        "THROTTLED": _too_many(),
        "DEFAULT_5XX": answers.unexpected(),
    }


def _too_many() -> Refusal:
    return TooMany("too_many_requests", wording.OVERLOADED)
