"""``make try``: drives one dossier through its life and prints its timeline."""

from __future__ import annotations

from typing import Any

from .house import call, url

WORKERS = {"reception": "reception-1", "processing": "officer-1", "head": "head-1"}


def main() -> None:
    described = call("GET", "/openapi.json")
    bodies = described["components"]["schemas"]
    filed = call(
        "POST", "/dossiers", "citizen-1",
        json=bodies["SubmissionOrder"]["examples"][0],
    )  # fmt: skip
    path = f"/desk/dossiers/{filed['code']}"
    print(f"submitted  {filed['code']}  {filed['procedure']['name']}")
    dossier = move(path, "acceptance", "reception-1", bodies["AcceptanceOrder"])
    while "complete_step" in dossier["lawful_moves"]:
        dossier = move(path, "step", WORKERS[dossier["step"]["role"]], bodies["StepOrder"])
    move(path, "result", "head-1", bodies["ResultOrder"])
    move(path, "return", "reception-1", bodies["ReturnOrder"])
    show(filed["code"])


def move(path: str, what: str, account: str, schema: dict[str, Any]) -> dict[str, Any]:
    dossier = call("POST", f"{path}/{what}", account, json=schema["examples"][0])
    print(f"{what:10} -> {dossier['status']['code']:2} {dossier['status']['name']}")
    return dossier


def show(code: str) -> None:
    dossier = call("GET", f"/dossiers/{code}", "citizen-1")
    verdict = call("GET", f"/dossiers/{code}/timeline/verification", "citizen-1")
    print(f"\n{dossier['procedure']['name']}: {dossier['agency']['name']}")
    print(f"due {dossier['due_at']}: {dossier['deadline']['rule']['vi']}\n")
    for line in dossier["timeline"]:
        print(
            f"{line['version']:3}  {line['at']}  {line['status']['name']:22} "
            f"{line['title']} - {line['by']}  #{line['hash'][:8]}"
        )
    print(f"\nchain of {verdict['length']} events holds: {verdict['valid']}")
    print(f"{url()}/api/dossiers/{code}")


if __name__ == "__main__":
    main()
