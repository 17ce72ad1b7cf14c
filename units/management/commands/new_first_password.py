from django.core.management.base import BaseCommand, CommandError, CommandParser

from units.first_logins import give_first_password
from units.models import User


class Command(BaseCommand):
    help = "Print a new first password for somebody who lost the slip or forgot the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: object, username: str, **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user “{username}”.")
        if not user.is_active or user.is_superuser:
            raise CommandError("Only for active staff without superuser rights.")
        password = give_first_password(user)
        user.save(update_fields=["password", "must_choose_password"])
        self.stdout.write(f"{user} ({username}): {password}")
        self.stdout.write("It opens one page only, where another is chosen. The old one is void.")
