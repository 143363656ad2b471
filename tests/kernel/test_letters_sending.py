"""Letters and a real mail server: what each of its answers does to a letter, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from konfrans.kernel import clock
from konfrans.kernel.letters import TRIES, letter_write, letters_retry, letters_send, letters_waiting
from konfrans.kernel.letters.dialogue import SmtpLine
from konfrans.kernel.letters.sending import claims_settle
from konfrans.kernel.models import Letter
from tests.keeping.places import free_port

pytestmark = pytest.mark.django_db


class Office:
    """A mail server whose answers a test chooses; `hang_up` ends the connection instead of the answer to a text."""

    def __init__(self) -> None:
        self.rcpt: Callable[[str], str] = lambda _address: "250 go on"
        self.sender = self.text = "250 well"
        self.hang_up = False
        self.taken: list[tuple[str, str, bytes]] = []
        self.sessions: set[int] = set()

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        envelope.mail_from = address
        return self.sender

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        answer = self.rcpt(address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        self.sessions.add(id(session))
        if self.hang_up:
            server.transport.abort()
            return "250 nobody hears this"
        if self.text.startswith("2"):
            self.taken.append((envelope.mail_from, envelope.rcpt_tos[0], envelope.content))
        return self.text


@pytest.fixture
def office(settings) -> Iterator[Office]:
    office = Office()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 5
    settings.DEFAULT_FROM_EMAIL = "Katiblik <office@example.org>"
    try:
        yield office
    finally:
        controller.stop()


def write(to: str = "rector@example.org", **more) -> Letter:
    return letter_write(**{"to": to, "subject": "Dəvət", "text": "Hörmətli rektor", "language": "az"} | more)


def now(letter: Letter) -> Letter:
    letter.refresh_from_db()
    return letter


def test_a_letter_arrives_as_it_was_written_and_its_way_is_noted(office):
    text = "Hörmətli rektor,\n.\n.nöqtə ilə başlayan sətir\n\nSon"
    letter = write(text=text)
    assert letters_send() == 1
    ((sender, to, content),) = office.taken
    mail = message_from_bytes(content, policy=default)
    assert (sender, to) == ("office@example.org", "rector@example.org")
    assert mail.get_content().replace("\r\n", "\n").strip() == text
    assert mail["Subject"] == "Dəvət" and mail["Message-ID"] == letter.message_id and mail["Content-Language"] == "az"
    assert now(letter).state == "sent" and letter.claimed_at <= letter.handed_at <= letter.sent_at


def test_several_letters_leave_over_one_connection_and_a_refused_one_does_not_end_it(office):
    office.rcpt = lambda address: "550 5.1.1 no such person" if address.startswith("gone") else "250 go on"
    write("first@example.org")
    gone = write("gone@example.org")
    write("last@example.org")
    assert letters_send() == 2 and len(office.sessions) == 1
    assert now(gone).state == "refused" and gone.last_error == "550 5.1.1 no such person" and gone.tries == 0
    assert letters_send() == 0, "a refused letter does not leave again by itself"


def test_reports_of_letters_that_came_back_go_where_the_setting_says(office, settings):
    settings.KONFRANS_MAIL_BOUNCES = "bounces@example.org"
    write()
    letters_send()
    assert office.taken[0][0] == "bounces@example.org" and b"From: Katiblik <office@example.org>" in office.taken[0][2]


@pytest.mark.parametrize("step", ["sender", "rcpt", "text"])
def test_what_the_server_does_not_take_now_is_tried_later_under_the_same_identity(office, step):
    setattr(office, step, (lambda _address: "451 later") if step == "rcpt" else "451 later")
    letter = write()
    assert letters_send() == 0
    assert now(letter).state == "waiting" and letter.tries == 1 and letter.last_error.startswith("451")
    assert letter.handed_at is None and letter.next_try_at > clock.machine() + timedelta(minutes=1)
    assert letters_send() == 0 and now(letter).tries == 1, "not due yet"
    setattr(office, step, (lambda _address: "250 well") if step == "rcpt" else "250 well")
    Letter.objects.update(next_try_at=clock.machine())
    assert letters_send() == 1 and letter.message_id.encode() in office.taken[0][2]


def test_a_server_that_refuses_our_own_sender_does_not_condemn_the_letter(office):
    office.sender = "550 unknown sender"
    letter = write()
    letters_send()
    assert now(letter).state == "waiting" and letter.tries == 1


def test_a_refusal_of_the_text_is_a_clear_no(office):
    office.text = "554 5.7.1 looks like junk"
    letter = write()
    letters_send()
    assert now(letter).state == "refused" and letter.handed_at is None and "junk" in letter.last_error


def test_a_connection_lost_before_the_answer_leaves_the_letter_in_doubt_and_the_others_go(office):
    office.hang_up = True
    lost = write()
    assert letters_send() == 0
    assert now(lost).state == "uncertain" and lost.handed_at is not None and lost.last_error
    office.hang_up = False
    write("second@example.org")
    assert letters_send() == 1 and letters_send() == 0
    assert [to for _sender, to, _text in office.taken] == ["second@example.org"] and now(lost).state == "uncertain"


def test_after_eight_tries_a_letter_is_given_up_and_goes_when_it_is_asked_to(office):
    office.rcpt = lambda _address: "450 greylisted"
    letter = write()
    for _ in range(TRIES):
        Letter.objects.update(next_try_at=None)
        letters_send()
    assert now(letter).state == "given_up" and letter.tries == TRIES and letters_waiting() == (0, 1)
    Letter.objects.update(next_try_at=None)
    assert letters_send() == 0
    office.rcpt = lambda _address: "250 go on"
    assert letters_retry() == 1 and letters_send() == 1


def test_where_no_server_answers_only_the_first_letter_loses_a_try(office, settings):
    settings.EMAIL_PORT = free_port()
    first, second = write(), write("second@example.org")
    assert letters_send() == 0
    assert (now(first).tries, now(second).tries) == (1, 0) and second.state == "waiting"


def between(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen once, between the server's leave and the text."""
    offer = SmtpLine.offer

    def offered(line: SmtpLine, *given) -> None:
        offer(line, *given)
        happens()
        monkeypatch.setattr(SmtpLine, "offer", offer)

    monkeypatch.setattr(SmtpLine, "offer", offered)


def test_a_letter_whose_claim_was_taken_over_is_not_handed_over(office, monkeypatch):
    """A process that was thought to be dead wakes up: whoever took the claim over sends the letter."""
    letter = write()
    between(monkeypatch, lambda: Letter.objects.update(claim="of another round"))
    assert letters_send() == 0 and office.taken == [] and now(letter).state == "claimed"
    assert claims_settle() == 1 and now(letter).state == "waiting"
    assert letters_send() == 1 and len(office.taken) == 1


def test_a_letter_erased_while_the_server_is_asked_is_not_handed_over(office, monkeypatch):
    write()
    write("second@example.org")
    between(monkeypatch, lambda: Letter.objects.filter(to="rector@example.org").delete())
    assert letters_send() == 1 and [to for _sender, to, _text in office.taken] == ["second@example.org"]


@pytest.mark.parametrize(("handed", "state"), [(False, "waiting"), (True, "uncertain")], ids=["not handed", "handed"])
def test_a_claim_without_a_living_sender_is_settled_by_what_was_noted(office, handed, state):
    letter = write()
    at = clock.machine()
    Letter.objects.update(state="claimed", claim="dead", claimed_at=at, handed_at=at if handed else None)
    assert claims_settle() == 1 and now(letter).state == state
    assert letters_send() == (0 if handed else 1)


def test_a_letter_declared_in_doubt_whose_sender_lived_is_known_when_it_hears_the_answer(office, monkeypatch):
    letter = write()

    hand_over = SmtpLine.hand_over

    def slow(line: SmtpLine) -> None:
        hand_over(line)
        claims_settle()

    monkeypatch.setattr(SmtpLine, "hand_over", slow)
    assert letters_send() == 1 and now(letter).state == "sent" and letter.last_error == ""
