"""Messages leave once, are tried again, and never say what a matter is about."""

from datetime import timedelta

import pytest

from messaging import outbox
from messaging.choices import Medium, Template
from messaging.models import Message
from messaging.transports import DeliveryFailed
from tests.cast import MORNING


class Deaf:
    """A gateway that takes nothing."""

    def send(self, address: str, text: str, *, message_id: str) -> None:
        raise DeliveryFailed("503")


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


def write(reference: str = "letter:1:2") -> Message:
    outbox.write(
        reference, medium=Medium.SMS, template=Template.NEWS, address="13800001234", language="en"
    )
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
