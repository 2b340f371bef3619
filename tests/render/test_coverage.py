"""Characters that a picture cannot show are said with their place."""

from journeys.render.coverage import coverage_findings
from tests.builders import a_document, a_journey, a_pain_point, a_step


def test_what_the_font_has_is_no_finding() -> None:
    assert coverage_findings(a_document(a_journey((a_step("S1", "Größe § 5 – „Übung“ → 3 €"),)))) == []


def test_each_text_with_foreign_characters_is_named_with_them() -> None:
    pain = a_pain_point("P1", "Formular 申请 👍🏽")
    found = coverage_findings(a_document(a_journey((a_step("S1", "Ende 🏁", pain_points=(pain,)),))))
    assert [f.place for f in found] == [
        "journeys[0].phases[0].steps[0].title",
        "journeys[0].phases[0].steps[0].pain_points[0].text",
    ]
    assert all(f.level == "warning" for f in found)
    assert "🏁" in found[0].text.de
    assert "申 请" in found[1].text.en


def test_many_characters_are_counted_not_listed() -> None:
    found = coverage_findings(
        a_document(a_journey((a_step("S1", "".join(map(chr, range(0x4E00, 0x4E40)))),)))
    )
    assert found[0].text.de.endswith(" …")
    assert len(found[0].text.de) < 120
