"""Films on other sites: which player a page may hold in a frame, and what is said in them."""

import pytest

from cedu.rendering.videos import frames, host, player, players, spoken

FILM = "dQw4w9WgXcQ"
LOOM = "0342fbb37d1446b78fd3d19014171f26"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"https://www.youtube.com/watch?v={FILM}", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        (f"https://m.youtube.com/watch?list=x&v={FILM}&t=9", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        (f"https://youtube.com/shorts/{FILM}", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        (f"https://www.youtube.com/embed/{FILM}?start=9", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        (f"https://youtu.be/{FILM}?si=x", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://vimeo.com/channels/staffpicks/76979871#t=9s", "https://player.vimeo.com/video/76979871"),
        ("https://vimeo.com/76979871/8272103f6e", "https://player.vimeo.com/video/76979871?h=8272103f6e"),
        (f"https://www.loom.com/share/{LOOM}?sid=1", f"https://www.loom.com/embed/{LOOM}"),
        (f"https://loom.com/share/How-to-commit-{LOOM}", f"https://www.loom.com/embed/{LOOM}"),
        ("https://acme.wistia.com/medias/ahh2wpcw8i", "https://fast.wistia.net/embed/iframe/ahh2wpcw8i"),
        ("https://share.vidyard.com/watch/eQSsPVXinqGoesujP2Vteg?", "https://play.vidyard.com/eQSsPVXinqGoesujP2Vteg"),
        ("https://acme.hubs.example.org/film?x=1", "https://acme.hubs.example.org/film?x=1"),
    ],
)
def test_a_page_of_a_service_leads_to_its_player_and_any_other_address_to_itself(address, found):
    assert players(address)[0] == found
    assert player(address, {host(found)}) == found
    assert player(address, {"example.org"}) == ""


def test_the_player_that_is_listed_is_taken():
    address = f"https://www.youtube.com/watch?v={FILM}"
    assert player(address, ("www.youtube.com",)) == f"https://www.youtube.com/embed/{FILM}"
    assert player(address, ("www.youtube.com", "www.youtube-nocookie.com")) == f"https://www.youtube-nocookie.com/embed/{FILM}"


@pytest.mark.parametrize(
    "address",
    [
        "https://ok.example:8443/x",
        "https://ok.example@evil.example/x",
        "https://evil.example\\@ok.example/x",
        "https://evil.example?ok.example",
        "http://ok.example/x",
        "https://xok.example/",
        "https:///ok.example",
        "https://[",
    ],
)
def test_an_address_is_held_in_no_frame_whose_host_is_not_the_listed_one(address):
    assert player(address, {"ok.example"}) == ""


def test_a_host_is_the_same_in_any_case():
    assert player("https://OK.example/x", {"ok.example"}) == "https://OK.example/x"


def test_a_policy_names_the_hosts():
    assert frames(()) == ""
    assert frames(("a.example", "b.example")) == "; frame-src https://a.example https://b.example"


def test_what_is_said_is_left_of_captions():
    captions = (
        "\ufeffWEBVTT - x\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE 00:01 --> 00:02\r\nnot said\r\n\r\n"
        "intro\r\n00:00.000 --> 00:02.000 line:0\r\n<v Ada>A commit is\r\na <b>snapshot</b>.\r\n\r\n00:02.000 --> 00:03.000\r\n"
        "A commit is a snapshot.\r\n\r\n00:03.000 --> 00:04.000\r\n\r\n01:00:04.000 --> 01:00:05.000\r\n5 < 6\r\n"
    )
    assert spoken(captions) == ("A commit is a snapshot.", "5 < 6")
    assert spoken("WEBVTT") == spoken("") == ()
