"""Puts a home page in Chinese and its English translation where Wagtail's welcome page stood."""

from uuid import uuid4

from django.db import migrations
from django.utils import timezone

# language, title, slug
PAGES = [("zh-hans", "首页", "home"), ("en", "Home", "home-en")]


def create_home_pages(apps, schema_editor):
    HomePage = apps.get_model("home", "HomePage")
    if HomePage.objects.exists():
        return
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    site = Site.objects.filter(is_default_site=True).first()
    # Only Wagtail's own welcome page has no type of its own; its address is free then.
    welcome = Page.objects.filter(
        pk=site.root_page_id if site else None, content_type__model="page"
    ).first()
    if welcome:
        Page.objects.filter(pk=welcome.pk).update(slug=f"{welcome.slug}-welcome")
    key = uuid4()
    pages = [_create(apps, language, title, slug, key) for language, title, slug in PAGES]
    if site:
        Site.objects.filter(pk=site.pk).update(root_page=pages[0].page_ptr_id)
    else:
        Site.objects.create(
            hostname="localhost", root_page_id=pages[0].page_ptr_id, is_default_site=True
        )
    if welcome and not welcome.numchild:
        Page.objects.filter(pk=welcome.pk).delete()
    root = Page.objects.get(depth=1)
    root.numchild = Page.objects.filter(depth=2, path__startswith=root.path).count()
    root.save()


def _create(apps, language, title, slug, key):
    HomePage = apps.get_model("home", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    content_type, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    locale, _ = Locale.objects.get_or_create(language_code=language)
    now = timezone.now()
    return HomePage.objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=content_type,
        locale=locale,
        translation_key=key,
        path=_free_path(apps),
        depth=2,
        numchild=0,
        url_path=f"/{slug}/",
        live=True,
        first_published_at=now,
        last_published_at=now,
    )


def _free_path(apps):
    """The next place below the root; the tree's own methods do not exist in a migration."""
    Page = apps.get_model("wagtailcore", "Page")
    root = Page.objects.get(depth=1)
    taken = set(Page.objects.filter(depth=2).values_list("path", flat=True))
    paths = (f"{root.path}{place:04d}" for place in range(1, 10000))
    return next(path for path in paths if path not in taken)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(create_home_pages, migrations.RunPython.noop)]
