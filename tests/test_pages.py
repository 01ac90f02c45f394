"""The pages as a person meets them: in Chromium, from a real server, on a desk, on a phone, in the dark."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from chromium import Browser

QUESTION = "理事长单位要承担什么责任？"
ANSWER = f"/?q={quote(QUESTION)}"
REFUSAL = f"/?q={quote('今天天气怎么样')}"
READER = "/regulation/most-2008-338"
PAGES = (
    "/",
    ANSWER,
    REFUSAL,
    READER,
    "/regulation",
    "/docs",
    "/vocab/Alliance",
    "/sparql",
    "/validate",
    "/submissions",
    "/nothing",
)
SUBMISSION = (Path(__file__).resolve().parent.parent / "ontology/examples/application-unclear-terms.ttl").read_bytes()
PHONE, DESK = 390, 1280

every_page = pytest.mark.parametrize("path", PAGES)

CONTRAST = """(() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const over = (top, below) => below.map((v, i) => { const a = top[3] ?? 1; return top[i] * a + v * (1 - a) });
  const ground = e => { const own = parse(getComputedStyle(e).backgroundColor);
    return over(own, e.parentElement ? ground(e.parentElement) : [255, 255, 255]) };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    if (!e.checkVisibility() || e.closest('.skip')) continue;
    const style = getComputedStyle(e), back = ground(e);
    let ink = parse(style.color), faint = 1;
    for (let p = e; p; p = p.parentElement) faint *= Number(getComputedStyle(p).opacity);
    ink = over([...ink.slice(0, 3), (ink[3] ?? 1) * faint], back);
    const [a, b] = [light(ink), light(back)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) poor.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.trim().slice(0, 30)}`);
  }
  return [...new Set(poor)];
})()"""
UNNAMED = """[...document.querySelectorAll('input, select, textarea, button, a, summary')]
  .filter(e => e.type !== 'hidden')
  .filter(e => !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim()))
  .map(e => e.outerHTML)"""
DUPLICATES = """[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"""
DANGLING = """[...document.querySelectorAll('[aria-labelledby], [aria-describedby]')]
  .flatMap(e => (e.getAttribute('aria-labelledby') || e.getAttribute('aria-describedby')).split(' '))
  .filter(id => !document.getElementById(id))"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `policy-kg serve` over the shipped knowledge, with one submission kept."""
    command = [sys.executable, "-c", "import sys; from policy_kg.cli import main; sys.exit(main())", "serve"]
    process = subprocess.Popen(
        [*command, "--port", "0", "--store", "kept"],
        cwd=tmp_path_factory.mktemp("served"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    sent = urllib.request.Request(f"{found[0]}/api/v1/validate?keep=true", SUBMISSION, {"Content-Type": "text/turtle"})
    urllib.request.urlopen(sent, timeout=30).close()
    yield found[0]
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, or a skip that says what is missing; in CI that is a failure."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing = "NO PAGE WAS LOOKED AT: chromium is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with Browser(program, tmp_path_factory.mktemp("profile")) as started:
        yield started


@every_page
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_page_fits_its_width_and_needs_only_its_server(browser: Browser, server: str, path: str, width: int) -> None:
    browser.look(width)
    browser.open(server + path)
    assert browser.run("document.scrollingElement.scrollWidth") <= width
    assert browser.requests
    assert all(address.startswith((server, "data:")) for address in browser.requests)
    assert [one for one in browser.complaints if "404" not in one] == []


@every_page
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_word_can_be_read_against_its_ground(browser: Browser, server: str, path: str, dark: bool) -> None:
    browser.look(DESK, dark=dark)
    browser.open(server + path)
    browser.run("document.querySelectorAll('details').forEach(e => { e.open = true })")
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 200) is dark
    assert browser.run(CONTRAST) == []


@every_page
def test_a_page_is_sound_for_those_who_do_not_see_it(browser: Browser, server: str, path: str) -> None:
    browser.look(DESK)
    browser.open(server + path)
    assert browser.run("document.documentElement.lang") == "zh-CN"
    assert browser.run("document.querySelectorAll('h1').length") == 1
    assert browser.run("document.querySelectorAll('main').length") == 1
    assert browser.run(UNNAMED) == []
    assert browser.run(DUPLICATES) == []
    assert browser.run(DANGLING) == []
    browser.press("Tab", 9)
    assert browser.run("document.activeElement.className") == "skip"
    browser.press("Tab", 9)
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@every_page
def test_every_page_says_that_it_is_no_legal_advice(browser: Browser, server: str, path: str) -> None:
    browser.look(PHONE)
    browser.open(server + path)
    footer = browser.run("document.querySelector('footer.bottom').innerText")
    assert "非法律意见" in footer
    assert "Not legal advice" in footer
    assert "未核实" in footer


def test_a_stranger_types_a_question_and_gets_to_the_text_without_javascript(browser: Browser, server: str) -> None:
    browser.look(DESK, scripts=False)
    browser.open(server + "/")
    browser.run("document.querySelector('#q').focus()")
    browser.type(QUESTION)
    browser.press_and_leave("Enter", 13)
    assert browser.run("document.querySelector('.card h1').innerText") == QUESTION
    assert browser.run("document.querySelector('#q').value") == QUESTION
    quotes = browser.run("[...document.querySelectorAll('blockquote .quote')].map(e => e.innerText)")
    labels = browser.run("[...document.querySelectorAll('blockquote footer a')].map(e => e.innerText)")
    assert {"第四条", "第七条"} <= set(labels)
    browser.leave_by("document.querySelector('blockquote footer a').click()")
    target = "document.querySelector(':target')"
    assert browser.run(f"{target}.getBoundingClientRect().top") < 900
    shown = browser.run(f"{target}.innerText.replace(/［注\\d+］|\\s/g, '')")
    assert "".join(quotes[0].split()) in shown


def test_an_example_is_one_click_away_from_its_answer(browser: Browser, server: str) -> None:
    browser.look(PHONE)
    browser.open(server + "/")
    browser.leave_by("document.querySelector('.chips a').click()")
    assert browser.run("document.querySelector('.card').classList.contains('answered')")


def test_the_query_can_be_copied_whole_and_its_rows_are_a_table(browser: Browser, server: str) -> None:
    browser.look(DESK)
    browser.open(server + ANSWER)
    assert browser.run("document.querySelector('.card pre').checkVisibility()") is False
    browser.run("document.querySelectorAll('.card details').forEach(e => { e.open = true })")
    copied = (
        "(() => { getSelection().selectAllChildren(document.querySelector('pre')); return String(getSelection()) })()"
    )
    assert browser.run(copied) == browser.run("document.querySelector('pre').textContent")
    rows = browser.run("document.querySelectorAll('.card tbody tr').length")
    assert rows > 1
    assert f"{rows} 行" in browser.run("document.querySelectorAll('.card summary')[1].innerText")


def test_pointing_at_a_norm_lights_up_its_words_and_no_others(browser: Browser, server: str) -> None:
    browser.look(DESK)
    browser.open(server + READER)
    lit = """[...document.querySelectorAll('.ev')]
      .filter(e => getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)')
      .map(e => e.innerText).join('')"""
    assert browser.run(lit) == ""
    browser.point_at("#s10-2")
    assert "5年内不得参与国家科技计划组织实施" in browser.run(lit)
    assert "境外" not in browser.run(lit)
    browser.open(f"{server}{READER}#n13-a")
    assert browser.run(lit) != ""


def test_on_paper_the_text_stands_alone(browser: Browser, server: str) -> None:
    browser.look(DESK, paper=True)
    browser.open(server + READER)
    seen = "['.top', '.contents', '.norm', '.block', '.notice'].map(s => document.querySelector(s).checkVisibility())"
    assert browser.run(seen) == [False, False, False, True, True]


def test_the_query_opens_in_the_query_page_and_finds_the_same_rows(browser: Browser, server: str) -> None:
    browser.look(DESK)
    browser.open(server + ANSWER)
    query = browser.run("document.querySelector('pre').textContent")
    rows = browser.run("document.querySelectorAll('.card tbody tr').length")
    browser.leave_by("document.querySelector('.card details a').click()")
    assert browser.run("document.querySelector('textarea').value").strip() == query.strip()
    assert browser.run("document.querySelectorAll('tbody tr').length") == rows


def test_a_submission_is_checked_kept_and_removed_without_javascript(browser: Browser, server: str) -> None:
    browser.look(PHONE, scripts=False)
    browser.open(server + "/submissions")
    kept = browser.run("document.querySelectorAll('.submissions li').length")
    browser.open(server + "/validate")
    browser.run("document.querySelector('#text').focus()")
    browser.type(SUBMISSION.decode())
    browser.run("document.querySelector('[name=keep]').click()")
    browser.leave_by("document.querySelector('.check button').click()")
    assert "不符合" in browser.run("document.querySelector('.report .badges').innerText")
    browser.leave_by("document.querySelector('.kept a').click()")
    assert browser.run("document.querySelectorAll('.submissions li').length") == kept + 1
    button = "document.querySelector('.submissions button')"
    assert browser.run(f"{button}.checkVisibility()") is False
    browser.run("document.querySelector('.submissions summary').click()")
    assert browser.run(f"{button}.checkVisibility()") is True
    browser.leave_by(f"{button}.click()")
    assert browser.run("document.querySelectorAll('.submissions li').length") == kept


def test_a_norm_shows_how_else_it_can_be_understood(browser: Browser, server: str) -> None:
    browser.look(DESK)
    browser.open(server + READER)
    shown = browser.run("document.querySelector('#n7-d').innerText")
    assert "另一读法" in shown
    assert "“追究”也可以理解为理事长单位的义务。" in shown
    assert browser.run("document.querySelectorAll('.norm .reading').length") == 18
