"""Units and organs get the code the spreadsheet knows them by; imports are kept on record."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import units.models.code


def give_codes(apps, schema_editor):
    for name in ("Organ", "Unit"):
        model = apps.get_model("units", name)
        for pk in model.objects.order_by().values_list("pk", flat=True):
            model.objects.filter(pk=pk).update(code=units.models.code.draw_code())


def code(**options):
    return models.CharField(max_length=20, verbose_name="code", **options)


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="unit",
            options={
                "permissions": [
                    ("import_network", "Can import units and staff from a spreadsheet")
                ],
                "verbose_name": "unit",
                "verbose_name_plural": "units",
            },
        ),
        migrations.AddField("organ", "code", code(null=True)),
        migrations.AddField("unit", "code", code(null=True)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            "organ", "code", code(default=units.models.code.draw_code, unique=True)
        ),
        migrations.AlterField(
            "unit", "code", code(default=units.models.code.draw_code, unique=True)
        ),
        migrations.AddField(
            "user",
            "must_choose_password",
            models.BooleanField(default=False, verbose_name="must choose a password"),
        ),
        migrations.CreateModel(
            name="NetworkImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("sha256", models.CharField(max_length=64)),
                ("lines", models.JSONField(verbose_name="changes")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of the network",
                "verbose_name_plural": "imports of the network",
                "ordering": ["-at"],
            },
        ),
    ]
