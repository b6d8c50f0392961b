"""Letters leave once, come back after failures, and survive the worker."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from essaim.foundation.outbox import jobs, retention, worker
from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.letters import Attachment
from essaim.foundation.outbox.models import Enclosure, Letter

pytestmark = pytest.mark.django_db


def send():
    return worker.send_due("test", threading.Event())


def test_a_letter_leaves_with_its_two_parts_and_its_enclosure(make_letter):
    letter = make_letter(attachments=[Attachment("rencontre.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    assert worker.run_once() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.leased_by, letter.lease_until) == (State.SENT, 1, "", None)
    [sent] = mail.outbox
    assert sent.to == [letter.to]
    assert sent.extra_headers["Message-ID"] == letter.message_id
    assert sent.alternatives[0][1] == "text/html"
    assert sent.attachments[0][0] == "rencontre.ics"


def test_letters_leave_in_the_order_they_were_due(make_letter):
    letters = [make_letter() for _ in range(5)]
    assert send() == 5
    assert [m.to[0] for m in mail.outbox] == [letter.to for letter in letters]


def test_a_letter_held_by_one_worker_is_not_seen_by_another(make_letter):
    make_letter()
    assert worker.claim("first").leased_by == "first"
    assert worker.claim("second") is None


def test_a_letter_is_not_sent_before_its_time(make_letter):
    letter = make_letter()
    Letter.objects.filter(pk=letter.pk).update(next_try_at=timezone.now() + dt.timedelta(minutes=1))
    assert send() == 0


def test_the_letter_of_a_dead_worker_goes_back_to_the_queue(make_letter, pass_time):
    make_letter()
    worker.claim("dead")
    assert worker.recover() == 0
    pass_time(worker.LEASE + dt.timedelta(seconds=1))
    assert worker.recover() == 1
    assert send() == 1


def test_a_letter_that_kills_every_worker_ends_in_failure(make_letter, pass_time):
    letter = make_letter()
    for _ in range(worker.MAX_ATTEMPTS):
        assert worker.claim("dead") is not None
        pass_time(worker.LEASE + dt.timedelta(seconds=1))
        worker.recover()
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (State.FAILED, "lease_expired")


def test_a_worker_that_comes_back_too_late_changes_nothing(make_letter, pass_time):
    make_letter()
    late = worker.claim("late")
    pass_time(worker.LEASE + dt.timedelta(seconds=1))
    worker.recover()
    taken = worker.claim("other")
    assert worker.settle(late, None) is False
    assert worker.settle(taken, None) is True


@pytest.mark.parametrize(
    ("field", "answer", "state", "code"),
    [
        ("rcpt_answer", "550 no such user", State.FAILED, "smtp_550"),
        ("rcpt_answer", "451 greylisted", State.QUEUED, "smtp_451"),
        ("data_answer", "554 refused", State.FAILED, "smtp_554"),
        ("data_answer", "452 disk full", State.QUEUED, "smtp_452"),
    ],
)
def test_the_server_says_whether_to_come_back(make_letter, mailroom, field, answer, state, code):
    letter = make_letter()
    setattr(mailroom, field, answer)
    assert send() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (state, code)
    assert mailroom.accepted == []


def test_a_retry_carries_the_same_message_id(make_letter, mailroom, pass_time):
    letter = make_letter()
    mailroom.data_answer = "451 later"
    send()
    mailroom.data_answer = "250 OK"
    pass_time(worker.delay_after(1) + dt.timedelta(seconds=1))
    assert send() == 1
    assert mailroom.accepted == [letter.message_id]


def test_a_server_that_is_down_costs_one_attempt_of_one_letter(make_letter, settings, socket_enabled):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letters = [make_letter() for _ in range(3)]
    assert send() == 0
    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    letters[0].refresh_from_db()
    assert (letters[0].state, letters[0].last_error) == (State.QUEUED, "connection")


def test_attempts_end_in_failure_that_keeps_the_text(make_letter, mailroom, pass_time):
    letter = make_letter()
    mailroom.data_answer = "451 later"
    for _ in range(worker.MAX_ATTEMPTS):
        send()
        pass_time(worker.LONGEST_DELAY + dt.timedelta(seconds=1))
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == (State.FAILED, worker.MAX_ATTEMPTS, "smtp_451")
    assert letter.text


def test_texts_are_forgotten_after_ninety_days_and_rows_kept(make_letter, pass_time):
    letter = make_letter(recipient="user:3", attachments=[Attachment("a.ics", "text/calendar", b"x")])
    waiting = make_letter()
    Letter.objects.filter(pk=waiting.pk).update(next_try_at=timezone.now() + dt.timedelta(days=365))
    send()
    assert retention.purge() == 0
    pass_time(retention.KEPT_FOR + dt.timedelta(days=1))
    assert retention.purge() == 1
    letter.refresh_from_db()
    assert (letter.to, letter.subject, letter.text, letter.html) == ("", "", "", "")
    assert (letter.state, letter.recipient) == (State.SENT, "user:3")
    assert not Enclosure.objects.exists()
    waiting.refresh_from_db()
    assert waiting.text


def test_an_erased_person_is_written_to_no_more(make_letter):
    make_letter(recipient="user:3")
    make_letter(recipient="user:4")
    assert retention.forget("user:3") == 1
    assert send() == 1
    assert Letter.objects.filter(recipient="user:3").count() == 0
    assert Letter.objects.get(recipient="").state == State.CANCELLED


def test_a_job_left_running_by_a_dead_worker_is_put_back(pass_time):
    job = DBTaskResult.objects.create(
        task_path="tests.none", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        run_after=timezone.now(), status=TaskResultStatus.RUNNING, started_at=timezone.now(),
        exception_class_path="", traceback="",
    )  # fmt: skip
    assert jobs.requeue_stuck() == 0
    pass_time(jobs.STUCK_AFTER + dt.timedelta(seconds=1))
    assert jobs.requeue_stuck() == 1
    job.refresh_from_db()
    assert job.status == TaskResultStatus.READY


def test_a_worker_told_to_stop_takes_no_other_letter(make_letter):
    make_letter()
    stop = threading.Event()
    stop.set()
    assert worker.run_once(stop=stop) == 0
    assert Letter.objects.get().state == State.QUEUED


def test_a_chore_that_fails_does_not_keep_the_others_from_running(caplog):
    done = []
    worker.do_chores([lambda: 1 / 0, lambda: done.append(True)])
    assert done == [True]
    assert "chore failed" in caplog.text
