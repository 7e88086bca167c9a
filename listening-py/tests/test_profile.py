"""What is refused of a profile: where it is wrong, and in which file."""

from __future__ import annotations

import json

import listening
import pytest
from helpers import one_line


@pytest.fixture
def profile():
    made = json.loads(listening.built_in_profile())
    made["id"] = "our_house/1"
    return made


def refused(profile: object) -> str:
    with pytest.raises(listening.ConfigError) as caught:
        listening.Config(profile=profile)
    return str(caught.value)


def test_a_fault_names_its_place(profile):
    profile["dimensions"][1]["measures"][2]["weight"] = "0.15"
    assert refused(profile) == "profile: dimensions[1].measures[2].weight: expected a number, got a text"


def test_a_key_that_is_not_known_is_refused(profile):
    profile["dimensions"][0]["measures"][0]["heaviness"] = 0.5
    reported = refused(profile)
    assert reported.startswith('profile: dimensions[0].measures[0] has "heaviness", which is not known')
    assert reported.endswith("give measure, weight, curve, prior, note")


def test_the_file_is_named(profile, tmp_path, command, demo):
    file = tmp_path / "mine.json"
    del profile["dimensions"][3]["weight"]
    file.write_text(json.dumps(profile))
    assert refused(file) == f'{file}: profile: dimensions[3] has no "weight"'
    one_line(command("analyze", demo, "--profile", file), file, "dimensions[3]", "weight")
    file.write_text("{\n  'schema'")
    assert refused(file) == f"{file}: profile: it is not JSON: line 2, column 3 cannot be read"
    file.write_text("")
    assert "ends too early" in refused(file)
    profile["dimensions"][3]["weight"] = 0.1
    file.write_text(json.dumps(profile))
    assert listening.Config(profile=file).profile == file


def test_the_former_profile_scores_and_is_explained(command, demo, tmp_path):
    former = listening.built_in_profile("contact_center/1")
    assert json.loads(former)["id"] == "contact_center/1"
    assert command("profile", "--id", "contact_center/1").stdout.decode() == former
    assert command("profile").stdout.decode() == listening.built_in_profile() != former
    with pytest.raises(listening.ConfigError, match="'sales/1' is not built in"):
        listening.built_in_profile("sales/1")
    report = listening.analyze(demo, config=listening.Config(profile=former))
    assert report.profile == "contact_center/1"
    explanation = report.explanation()
    assert explanation["profile"] == "contact_center/1"
    lost = sum(cost["points"] for cost in explanation["costs"])
    assert abs(100 - lost - report.score["observable_listening"]) < 0.3
    changed = former.replace('"pause_respect"', '"bid_yield_share"', 1)
    assert "is a built-in profile's" in refused(changed)


def test_what_was_scored_stands_beside_what_was_counted(demo):
    report = listening.analyze(demo)
    costs = report.explanation()["costs"]
    for cost in costs:
        row = report.measure(cost["measure"])
        assert cost["value"] == row["value"]
        assert cost.get("scored", cost["value"]) == row["scored"]
    assert any("scored" in cost for cost in costs)
