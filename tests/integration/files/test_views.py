"""Files come back as downloads, inert, for whoever their purpose lets read."""

import pytest
from django.urls import reverse

from essaim.foundation.accounts.models import User
from essaim.foundation.files import storage
from tests.unit.files import samples

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (samples.HTML, "page.html", "application/octet-stream"),
        (samples.SVG, "logo.svg", "application/octet-stream"),
        (b"<lom/>", "notice.xml", "application/octet-stream"),
        (samples.PDF, "convention.pdf", "application/pdf"),
        (samples.CSV, "liste.csv", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_a_download_and_nothing_in_it_runs(client, store, content, name, media_type):
    response = client.get(store(content, name).get_absolute_url())
    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_name_with_accents_is_sent_as_the_standard_asks(client, store):
    response = client.get(store(samples.PDF, "école d'été.pdf").get_absolute_url())
    response.close()
    assert "filename*=utf-8''%C3%A9cole" in response.headers["Content-Disposition"]


def test_a_private_file_is_refused_to_others(client, store):
    url = store(samples.PDF, purpose="test.private").get_absolute_url()
    assert client.get(url).status_code == 302
    client.force_login(User.objects.create_user("a@essaim.test"))
    assert client.get(url).status_code == 403


def test_a_file_whose_purpose_is_gone_is_read_by_nobody(client, store, monkeypatch):
    url = store(samples.PDF).get_absolute_url()
    monkeypatch.setattr("essaim.foundation.files.purposes._registered", {})
    assert client.get(url).status_code == 302


def test_a_content_lost_from_the_disk_is_a_missing_page(client, store):
    file = store(samples.PDF)
    storage.path_of(file.sha256).unlink()
    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get(reverse("files:download", args=[file.pk + 1])).status_code == 404
