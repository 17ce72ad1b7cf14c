"""Indexes of the queue hold open matters only; the newest of a unit have one of their own."""

from django.db import migrations, models

OPEN = models.Q(next_due_at__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_codes_found_by_their_hash")]

    operations = [
        migrations.RemoveIndex("case", "case_unit_due"),
        migrations.RemoveIndex("case", "case_due"),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["unit", "next_due_at", "id"], name="case_open_unit_due", condition=OPEN
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["next_due_at", "id", "status", "kind", "unit", "imported_at"],
                name="case_open_due",
                condition=OPEN,
            ),
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["unit", "id"], name="case_unit_newest")
        ),
    ]
