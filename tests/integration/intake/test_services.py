"""From a file to the database and back, over a real model."""

import datetime as dt
import gzip
import json

import pytest
from django.db import transaction

from essaim.commons.territory.models import Academie, Region
from essaim.foundation.audit.models import Entry
from essaim.foundation.intake import selectors, services, store, tasks, work
from essaim.foundation.intake.enums import BatchState
from essaim.foundation.intake.models import Batch, BatchFile, BatchRow, SavedMapping
from essaim.foundation.kernel.actor import LinkActor, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.factories import intake as toys

pytestmark = pytest.mark.django_db
BY = SystemActor("test")
TWO = "code;nom\nT1;Val de Test\nT2;Haut Test\n"


def counts(batch):
    stored = json.loads(batch.summary)
    return {name: value for name, value in stored.items() if name != "refusals" and value}


def tried(content=TWO, **options):
    return services.plan(by=BY, batch=toys.upload(BY, content, **options))


def applied(content=TWO, **options):
    return services.apply(by=BY, batch=tried(content, **options))


def names():
    return dict(Region.objects.filter(code__startswith="T").values_list("code", "name"))


def test_a_trial_counts_and_writes_nothing():
    Region.objects.create(code="T2", name="Ancien nom", slug="t2", sort_key="t2")
    batch = tried("code;nom\nT1;Val de Test\nT2;Haut Test\nT3X;Bas Test\nT4;CAPITALES\nT5\n")
    assert batch.state == BatchState.PLANNED
    assert counts(batch) == {"read": 5, "new": 1, "changed": 1, "duplicates": 1, "refused": 2}
    assert names() == {"T2": "Ancien nom"}
    lines = [(refusal["line"], refusal["field"]) for refusal in json.loads(batch.summary)["refusals"]]
    assert lines == [(5, "name"), (6, "")]


def test_applying_writes_what_was_tried_and_twice_changes_nothing():
    batch = applied()
    assert batch.state == BatchState.APPLIED
    assert names() == {"T1": "Val de Test", "T2": "Haut Test"}
    assert counts(applied()) == {"read": 2, "unchanged": 2}
    with pytest.raises(Refused, match="ne peut pas devenir"):
        services.apply(by=BY, batch=batch)


def test_data_that_changed_since_the_trial_is_shown_again_and_nothing_is_written():
    batch = tried()
    Region.objects.create(code="T1", name="Créée entre-temps", slug="t1", sort_key="t1")
    batch = services.apply(by=BY, batch=batch)
    assert batch.state == BatchState.PLANNED
    assert "ont changé" in batch.message
    assert names() == {"T1": "Créée entre-temps"}
    assert counts(batch) == {"read": 2, "new": 1, "changed": 1}
    assert services.apply(by=BY, batch=batch).state == BatchState.APPLIED
    assert names() == {"T1": "Val de Test", "T2": "Haut Test"}


def test_only_a_file_declared_complete_closes_what_it_lacks():
    applied()
    one = "code;nom\nT1;Val de Test\n"
    assert counts(tried(one)) == {"read": 1, "unchanged": 1}
    assert counts(applied(one, complete="oui")) == {"read": 1, "unchanged": 1, "closed": 1}
    assert Region.objects.get(code="T2").is_overseas


def test_undo_brings_back_the_former_values_and_removes_what_was_created():
    Region.objects.create(code="T1", name="Ancien nom", slug="t1", sort_key="t1")
    before = list(Region.objects.order_by("code").values())
    batch = applied()
    assert Region.objects.filter(code__startswith="T").count() == 2
    batch = services.undo(by=BY, batch=batch)
    assert batch.state == BatchState.UNDONE
    assert list(Region.objects.order_by("code").values()) == before
    assert json.loads(batch.undo_report) == {"restored": 1, "removed": 1, "kept": 0, "listed": []}


def test_undo_keeps_and_names_what_changed_or_is_used_since():
    batch = applied("code;nom\nT1;Val de Test\nT2;Haut Test\nT3;Bas Test\n")
    Region.objects.filter(code="T1").update(name="Renommée depuis")
    Academie.objects.create(code="T9", name="Académie de Test", slug="t9", sort_key="t9", region_id="T2")
    batch = services.undo(by=BY, batch=batch)
    report = json.loads(batch.undo_report)
    assert names() == {"T1": "Renommée depuis", "T2": "Haut Test"}
    assert (report["removed"], report["kept"]) == (1, 2)
    assert {row["label"]: row["reason"] for row in report["listed"]} == {
        "Renommée depuis": "modifié depuis l'import",
        "Haut Test": "utilisé ailleurs",
    }


def test_each_gesture_leaves_one_line_in_the_trail():
    batch = applied()
    services.undo(by=BY, batch=batch)
    actions = list(Entry.objects.filter(area="intake").order_by("id").values_list("action", flat=True))
    assert actions == [f"intake.batch.{verb}" for verb in ("uploaded", "planned", "applied", "undone")]


def test_columns_a_person_chose_are_proposed_to_the_next_file_of_the_same_shape():
    batch = toys.upload(BY, "code;appellation\nT1;Val de Test\n")
    assert batch.state == BatchState.UPLOADED
    with pytest.raises(Refused, match=r"il manque la colonne «\sNom\s»"):
        services.map_columns(by=BY, batch=batch, mappings={0: {"code": "code"}})
    services.map_columns(by=BY, batch=batch, mappings={0: {"code": "code", "name": "appellation"}})
    again = toys.upload(BY, "appellation;code\nHaut Test;T2\n")
    assert again.state == BatchState.MAPPED
    assert SavedMapping.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "est vide"),
        (b"%PDF-1.7", "document PDF"),
        (b"\0\1\2\3" * 2000, "pas un texte lisible"),
        (gzip.compress(TWO.encode() * 99, mtime=0)[:-30], "tronqué"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_not_kept(content, sentence):
    with pytest.raises(Refused, match=sentence):
        toys.upload(BY, content)
    assert not Batch.objects.exists()
    assert not BatchFile.objects.exists()
    assert not any(path.read_bytes() == content for path in store.folder().iterdir())


def test_a_quote_never_closed_refuses_the_whole_batch():
    batch = tried('code;nom\nT1;Val de Test\nT2;"Haut Test\nT3;Bas Test\n')
    assert batch.state == BatchState.REFUSED
    assert "guillemet ouvert ligne 3" in batch.message
    assert names() == {}


def test_who_may_not_import_is_told_so():
    toys.register()
    with pytest.raises(Forbidden):
        services.upload(by=LinkActor("x"), kind=toys.KIND, files=[], options={})


def test_a_wrong_option_is_refused_before_anything_is_kept():
    with pytest.raises(Refused, match=r"écrivez «\soui\s»"):
        toys.upload(BY, TWO, complete="peut-être")


def test_large_files_go_to_the_worker(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(services, "IN_THE_REQUEST", 0)
    sent = []
    for task in (tasks.plan_batch, tasks.apply_batch):
        monkeypatch.setattr(type(task), "enqueue", lambda self, *args: sent.append((self.name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        batch = services.plan(by=BY, batch=toys.upload(BY, TWO))
    assert batch.state == BatchState.PLANNING
    tasks.plan_batch.func(batch.pk)
    tasks.plan_batch.func(batch.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.PLANNED
    with django_capture_on_commit_callbacks(execute=True):
        services.apply(by=BY, batch=batch)
    tasks.apply_batch.func(batch.pk)
    tasks.apply_batch.func(batch.pk)
    assert names() == {"T1": "Val de Test", "T2": "Haut Test"}
    assert [args for _, args in sent] == [(batch.pk,), (batch.pk,)]
    assert Entry.objects.filter(action="intake.batch.applied", actor="system:test").count() == 1


def test_two_workers_never_take_the_same_batch_unless_the_first_is_silent(monkeypatch, time_machine):
    time_machine.move_to(dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC), tick=False)
    monkeypatch.setattr(services, "IN_THE_REQUEST", 0)
    batch = services.plan(by=BY, batch=toys.upload(BY, TWO))
    assert work.claim(batch.pk, BatchState.PLANNING)
    assert work.claim(batch.pk, BatchState.PLANNING) is None
    with pytest.raises(Refused, match="rien à relancer"):
        services.resume(by=BY, batch=Batch.objects.get(pk=batch.pk))
    time_machine.shift(dt.timedelta(minutes=2))
    services.resume(by=BY, batch=Batch.objects.get(pk=batch.pk))
    assert work.claim(batch.pk, BatchState.PLANNING)


def test_an_error_of_the_program_while_applying_writes_nothing_and_says_so(monkeypatch):
    monkeypatch.setattr(services, "IN_THE_REQUEST", 0)
    batch = toys.upload(BY, TWO)
    services.plan(by=BY, batch=batch)
    tasks.plan_batch.func(batch.pk)
    services.apply(by=BY, batch=Batch.objects.get(pk=batch.pk))

    def failing(*args, **kwargs):
        Region.objects.create(code="T7", name="À moitié", slug="t7", sort_key="t7")
        raise RuntimeError("boom")

    monkeypatch.setattr(toys.RegionImporter, "apply", failing)
    with pytest.raises(RuntimeError):
        tasks.apply_batch.func(batch.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.REFUSED
    assert "Rien n'a été modifié" in batch.message
    assert names() == {}


def test_the_command_line_plans_and_applies_at_once(tmp_path):
    toys.register()
    path = tmp_path / "regions.json"
    path.write_text('{"results": [{"code_region": "T1", "libelle": "Val de Test"}]}')
    assert selectors.dry_run(toys.KIND, [path]).as_json()["new"] == 1
    assert names() == {}
    batch = services.import_files(by=BY, kind=toys.KIND, paths=[path])
    assert names() == {"T1": "Val de Test"}
    services.undo(by=BY, batch=batch)
    assert names() == {}


def test_a_mapping_given_by_hand_wins(tmp_path):
    toys.register()
    path = tmp_path / "regions.csv"
    path.write_text("code,nom,surnom\nT1,Val de Test,Val\n")
    services.import_files(by=BY, kind=toys.KIND, paths=[path], mapping={"name": "surnom"})
    assert names() == {"T1": "Val"}


def test_old_batches_forget_their_files_and_former_values(time_machine, django_capture_on_commit_callbacks):
    time_machine.move_to(dt.datetime.now(dt.UTC), tick=False)
    Region.objects.create(code="T1", name="Ancien nom", slug="t1", sort_key="t1")
    done, waiting = applied(), tried("code;nom\nT5;CAPITALES\n")
    kept = [store.path_of(file.digest) for file in BatchFile.objects.all()]
    assert all(path.exists() for path in kept)
    time_machine.shift(dt.timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert services.purge(by=BY) == 2
    done.refresh_from_db()
    waiting.refresh_from_db()
    assert (done.state, waiting.state) == (BatchState.APPLIED, BatchState.EXPIRED)
    assert not BatchRow.objects.exists()
    assert not any(path.exists() for path in kept)
    assert json.loads(waiting.summary)["refused"] == 1
    assert json.loads(waiting.summary)["refusals"] == []
    with pytest.raises(Refused, match="30 jours"):
        services.undo(by=BY, batch=done)


def test_html_and_formulas_stay_text():
    batch = applied('code;nom\nT1;"<script>alert(1)</script> Val"\nT2;=1+1\n')
    assert batch.state == BatchState.APPLIED
    assert names() == {"T1": "<script>alert(1)</script> Val", "T2": "=1+1"}


def test_two_people_who_apply_at_once_write_once():
    batch = tried()
    stale = Batch.objects.get(pk=batch.pk)
    services.apply(by=BY, batch=batch)
    with pytest.raises(Refused), transaction.atomic():
        services.apply(by=BY, batch=stale)
    assert BatchRow.objects.count() == 2
