"""Messages leave once, are tried again, and never say what a matter is about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.leases import LEASE
from messaging import outbox
from messaging.choices import Medium, Template
from messaging.models import Message
from messaging.transports import DeliveryFailed
from tests.cast import MORNING


class Deaf:
    """A gateway that takes nothing."""

    def send(self, address: str, text: str, *, message_id: str) -> None:
        raise DeliveryFailed("503")


class Broken:
    """A gateway whose program has a mistake in it for one address."""

    def send(self, address: str, text: str, *, message_id: str) -> None:
        if address.endswith("1"):
            raise ZeroDivisionError(address)
        Register.taken.append((address, text))


class Slow:
    """A gateway that looks how long the message is held for it."""

    left: list[timedelta] = []

    def send(self, address: str, text: str, *, message_id: str) -> None:
        self.left.append(Message.objects.get(pk=message_id).leased_until - timezone.now())


class Register:
    """A gateway that writes down what it was given."""

    taken: list[tuple[str, str]] = []

    def send(self, address: str, text: str, *, message_id: str) -> None:
        self.taken.append((address, text))


@pytest.fixture
def gateway(settings):
    Register.taken = []
    settings.MESSAGE_TRANSPORTS = {"sms": f"{__name__}.Register"}
    return Register.taken


def write(
    reference: str = "letter:1:2", address: str = "13800001234", medium: Medium = Medium.SMS
) -> Message:
    outbox.write(reference, medium=medium, template=Template.NEWS, address=address, language="en")
    Message.objects.update(due_at=MORNING)
    return Message.objects.get(reference=reference)


def test_a_message_is_sent_once(db, gateway):
    write()
    assert outbox.send_due(MORNING) == 1
    assert outbox.send_due(MORNING + timedelta(hours=1)) == 0
    assert len(gateway) == 1


def test_the_same_occasion_is_written_once(db):
    write()
    write()
    assert Message.objects.count() == 1


def test_a_message_leased_by_another_worker_is_left_alone(db, gateway):
    message = write()
    Message.objects.update(leased_until=MORNING + timedelta(minutes=1))
    assert outbox.send_due(MORNING) == 0
    assert outbox.send_due(MORNING + timedelta(minutes=2)) == 1
    assert message.reference.startswith("letter")


def test_what_the_gateway_refuses_is_tried_again_later_and_given_up_in_the_end(db, settings):
    settings.MESSAGE_TRANSPORTS = {"sms": f"{__name__}.Deaf"}
    write()
    now = MORNING
    for _try in range(outbox.TRIES):
        outbox.send_due(now)
        now += timedelta(days=1)
    message = Message.objects.get()
    assert message.given_up_at and not message.sent_at
    assert message.attempts == outbox.TRIES


def test_a_gateway_that_breaks_on_one_message_does_not_hold_up_the_next(db, settings, gateway):
    settings.MESSAGE_TRANSPORTS = {"sms": f"{__name__}.Broken"}
    write("letter:1:1", address="13800000001")
    write("letter:1:2", address="13800000002")
    assert outbox.send_due(MORNING) == 1
    assert [address for address, _text in gateway] == ["13800000002"]
    assert Message.objects.get(reference="letter:1:1").due_at > MORNING


def test_a_worker_that_is_asked_to_stop_begins_no_further_message(db, gateway):
    write("letter:1:1")
    write("letter:1:2")
    assert outbox.send_due(MORNING, stopping=lambda: bool(gateway)) == 1
    assert Message.objects.waiting().get().attempts == 0


def test_a_message_is_held_from_its_own_turn_on_however_long_the_run_lasts(db, settings):
    settings.MESSAGE_TRANSPORTS = {"sms": f"{__name__}.Slow"}
    Slow.left = []
    write()
    outbox.send_due(MORNING)  # a run that began long ago
    assert Slow.left[0] > LEASE / 2


def test_a_mail_that_is_sent_again_carries_the_same_name(db, settings, mailoutbox):
    message = write(address="resident@example.org", medium=Medium.MAIL)
    outbox.send_due(MORNING)
    Message.objects.update(sent_at=None)  # the worker was killed before it noted it
    outbox.send_due(MORNING)
    names = [mail.message()["Message-ID"] for mail in mailoutbox]
    assert names == [f"<{message.pk}@127.0.0.1>"] * 2


def test_the_words_of_a_message_carry_nothing_of_the_matter(matter, gateway):
    matter.register().refer().accept().answered()
    Message.objects.update(due_at=MORNING)
    outbox.send_due(MORNING)
    assert len(gateway) == 2
    for address, text in gateway:
        assert address == "13800001234"
        assert matter.number not in text and "电梯" not in text


def test_a_message_whose_address_cannot_be_opened_holds_up_no_other(db, gateway):
    broken, _whole = write("letter:1:1"), write("letter:1:2")
    foreign = Message.objects.get(reference="letter:1:2").__dict__["address"]
    Message.objects.filter(pk=broken.pk).update(address=foreign)
    assert outbox.send_due(MORNING) == 1
    again = Message.objects.get(pk=broken.pk)
    assert again.sent_at is None
    assert again.due_at > MORNING
