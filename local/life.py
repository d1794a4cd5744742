"""``make try``: drives dossiers through their lives and prints the timeline of one.

The first is brought to the counter and settled at once. The second is filed online and meets
whatever a dossier can meet: a supplement, an approved correction, an opinion, an extension.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import house

# Several working days, so that an apology can still be in time; no fee.
PROCEDURE = "1.004837"
OFFICERS = {"reception": "reception-1", "processing": "officer-1", "head": "head-1"}

Found = dict[str, Any]
Call = Callable[..., Found]


def main() -> None:
    live(house.call)
    print(f"{house.url()}/api/openapi.json describes every move")


def live(call: Call) -> Found:
    """The whole life; ``call`` makes one request. Gives the verdict on the timeline."""
    described = call("GET", "/openapi.json")["components"]["schemas"]
    examples = {name: one["examples"][0] for name, one in described.items() if "examples" in one}
    at_the_counter(call, examples)
    code = filed(call, examples)
    supplemented(call, examples, code)
    corrected(call, examples, code)
    accepted(call, examples, code)
    settled(call, examples, code)
    return shown(call, code)


def at_the_counter(call: Call, examples: Found) -> None:
    taken = call(
        "POST",
        "/desk/dossiers",
        "reception-1",
        json={
            **examples["IntakeOrder"],
            "at_once": True,
            "number": examples["ResultOrder"]["number"],
            "signed_by": "head-1",
        },
    )
    print(f"{taken['code']}  {taken['procedure']['name']}")
    say("reception-1", "settled at once", taken)
    path = f"/dossiers/{taken['code']}/receipt?format=json"
    receipt = call("GET", path, "reception-1")
    print(f"{'':12} its receipt, on request: {receipt['form_title_article']}\n")


def filed(call: Call, examples: Found) -> str:
    version = call("GET", f"/procedures/{PROCEDURE}")["version"]
    case = version["cases"][0]
    order = {
        **examples["OnlineOrder"],
        "procedure": PROCEDURE,
        "case": case["key"],
        "form": asked_by(examples["OnlineOrder"]["applicant"], version["form_schema"]),
        "papers": [
            {"code": paper["code"], "copies": 1} for paper in case["papers"] if paper["required"]
        ],
    }
    dossier = call("POST", "/dossiers", "citizen-1", json=order)
    print(f"{dossier['code']}  {dossier['procedure']['name']}")
    say("citizen-1", "submission", dossier)
    return str(dossier["code"])


def asked_by(applicant: Found, schema: Found) -> Found:
    """The form's own example, with the applicant as who asks in it."""
    party = schema["x-applicant"]["parties"][0]
    put = {party["name"]: applicant["name"], party["number"]: applicant["identity_number"]}
    return {**schema["examples"][0], **put}


def supplemented(call: Call, examples: Found, code: str) -> None:
    paper = call("GET", f"/dossiers/{code}", "reception-1")["papers"][0]
    defects = [{**examples["SupplementRequestOrder"]["defects"][0], "about": paper["code"]}]
    move(call, code, "supplement-request", "reception-1", {"defects": defects})
    answer = {"papers": [{"code": paper["code"], "originals": 1}]}
    dossier = call("POST", f"/dossiers/{code}/supplement", "citizen-1", json=answer)
    say("citizen-1", "supplement", dossier)


def corrected(call: Call, examples: Found, code: str) -> None:
    move(call, code, "approvals", "head-1", examples["ApprovalOrder"])
    move(call, code, "correction", "reception-1", examples["CorrectionOrder"])


def accepted(call: Call, examples: Found, code: str) -> None:
    move(call, code, "acceptance", "reception-1", examples["AcceptanceOrder"])
    move(call, code, "assignment", "head-1", examples["AssignmentOrder"])
    dossier = move(call, code, "opinions", "officer-1", examples["OpinionsOrder"])
    (opinion,) = dossier["opinions"]
    answer = f"opinions/{opinion['id']}/answer"
    move(call, code, answer, "officer-3", examples["AnswerOrder"])
    move(call, code, "extension", "head-1", examples["ExtensionOrder"])


def settled(call: Call, examples: Found, code: str) -> None:
    dossier = call("GET", f"/dossiers/{code}", "officer-1")
    while "complete_step" in dossier["lawful_moves"]:
        step = dossier["step"]
        dossier = move(call, code, "step", OFFICERS[step["role"]], {"step": step["key"]})
    # A number is given once, so the example's does for one dossier.
    result = {**examples["ResultOrder"], "number": f"{code}/GKS"}
    move(call, code, "result", "head-1", result)
    move(call, code, "return", "reception-1", examples["ReturnOrder"])


def move(call: Call, code: str, what: str, account: str, order: Found) -> Found:
    dossier = call("POST", f"/desk/dossiers/{code}/{what}", account, json=order)
    say(account, what, dossier)
    return dossier


def say(account: str, what: str, dossier: Found) -> None:
    status = dossier["status"]
    print(f"{account:12} {what:20} -> {status['code']:2} {status['name']}")


def shown(call: Call, code: str) -> Found:
    dossier = call("GET", f"/dossiers/{code}", "citizen-1")
    verdict = call("GET", f"/dossiers/{code}/timeline/verification", "citizen-1")
    print(f"\n{dossier['agency']['name']}, due {dossier['due_at']}:")
    for line in dossier["deadline"]["explanation"]:
        if line["kind"] not in ("midday", "night", "weekend"):
            print(f"     {line['vi']}")
    print()
    for line in dossier["timeline"]:
        print(
            f"{line['version']:3}  {line['at'][11:19]}  {line['status']['name']:24} "
            f"{line['title']} - {line['by']}  #{line['hash'][:8]}"
        )
    print(f"\nchain of {verdict['length']} events holds: {verdict['valid']}")
    return verdict


if __name__ == "__main__":
    main()
