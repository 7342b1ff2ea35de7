"""Our own words on an author's pages: in the page's language, or marked as being in another."""

import re

from cedu.rendering import words
from cedu.rendering.words import count, duration, for_templates, is_ours, say, say_html, spoken


def test_each_language_says_all_of_it():
    def gaps(texts):
        return {name: sorted(re.findall(r"\{\w+\}", text)) for name, text in texts.items()}

    assert set(words._WORDS) == {"en", "de"}
    assert gaps(words._WORDS["de"]) == gaps(words._WORDS["en"])


def test_a_language_is_found_by_its_first_subtag():
    assert say("de-AT", "true") == say("DE", "true") == "Richtig"
    assert count("de", "lessons", 1) == "1 Lektion"
    assert duration("de", 65) == "1 Std. 5 Min."


def test_english_on_a_page_in_another_language_says_so():
    assert (spoken("fr-CA"), is_ours("fr-CA"), is_ours("en-GB")) == ("en", False, True)
    assert say_html("fr", "require_course", title="<A>") == '<span lang="en">Complete &lt;A&gt;</span>'
    assert say_html("en", "require_course", title="<A>") == "Complete &lt;A&gt;"


def test_templates_put_words_into_words():
    offered = for_templates("fr")
    assert offered["say"]("valid_for", months=offered["count"]("months", 3)) == '<span lang="en">Valid for 3 months</span>'
    assert for_templates("fr", html=False)["say"]("next") == "Next"
