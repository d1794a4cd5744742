"""Removes or replaces the parts of the packaged template that the emulator does not support.

The only place for this. Tests check the changed parts on the packaged template instead
(``test_package.py``).
"""

from __future__ import annotations

import copy
import re
from typing import Any

Template = dict[str, Any]

_IN_TEXT = re.compile(r"\$\{([A-Za-z0-9.:]+)\}")

# It knows these in name only: no request passes through them.
IN_NAME_ONLY = ("AWS::CloudFront::", "AWS::WAFv2::")


def fitted(template: Template) -> Template:
    """The packaged template as the emulator gets it."""
    fit = copy.deepcopy(template)
    _without_the_front(fit)
    _say_that_answers_are_bytes(fit)
    _name_batches(fit)
    _unpack_layers_once(fit)
    _say_where_traces_go(fit)
    return fit


def names_in(part: Any) -> set[str]:
    """What a part of a template refers to: resources, parameters."""
    if isinstance(part, list):
        return set().union(*map(names_in, part))
    if not isinstance(part, dict):
        return set()
    found = set().union(*map(names_in, part.values()))
    for kind, value in part.items():
        if kind == "Ref":
            found.add(value.split(".")[0])
        elif kind == "Fn::GetAtt":
            found.add(value[0])
        elif kind == "Fn::Sub":
            text, known = value if isinstance(value, list) else (value, {})
            found |= {name.split(".")[0] for name in _IN_TEXT.findall(text)} - known.keys()
    return found


def _without_the_front(template: Template) -> None:
    """Also what names a resource of the front: it would be left without it."""
    resources = template["Resources"]
    gone = {name for name, one in resources.items() if one["Type"].startswith(IN_NAME_ONLY)}
    for section in ("Resources", "Outputs"):
        for name, one in list(template[section].items()):
            if name in gone or names_in(one) & gone:
                del template[section][name]


def _say_that_answers_are_bytes(template: Template) -> None:
    """It reads the property, but not the word for it in the description that Chalice writes."""
    template["Resources"]["RestAPI"]["Properties"]["BinaryMediaTypes"] = ["*/*"]


def _name_batches(template: Template) -> None:
    """It asks for a right to send many messages, where AWS asks for the right to send one."""
    for one in template["Resources"].values():
        for policy in one["Properties"].get("Policies", ()):
            for statement in policy["PolicyDocument"]["Statement"]:
                if "sqs:SendMessage" in statement["Action"]:
                    statement["Action"].append("sqs:SendMessageBatch")


def _unpack_layers_once(template: Template) -> None:
    """It runs this machine's Python with this machine's packages, whatever the layers hold, and
    unpacks them for each process anew: one function with both is enough."""
    for name, one in template["Resources"].items():
        if one["Type"] == "AWS::Serverless::Function" and name != "APIHandler":
            del one["Properties"]["Layers"]


def _say_where_traces_go(template: Template) -> None:
    """Lambda tells each function itself; here nobody listens, but calls are traced."""
    for one in template["Resources"].values():
        if one["Type"] == "AWS::Serverless::Function":
            settings = one["Properties"]["Environment"]["Variables"]
            settings["AWS_XRAY_DAEMON_ADDRESS"] = "127.0.0.1:2000"
