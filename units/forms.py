from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.spreadsheet.opening import MOST_BYTES, too_large


class UploadForm(forms.Form):
    """One spreadsheet; whether it is one is found out by opening it."""

    file = forms.FileField(
        label=gettext_lazy("The filled-in file"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) made from the template."),
        allow_empty_file=True,  # told in our own words
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(too_large().sentence)
        return file


class FirstPasswordForm(SetPasswordForm):
    """The person's own password in place of the one on the slip."""

    def clean_new_password1(self) -> str:
        chosen: str = self.cleaned_data["new_password1"]
        if self.user.check_password(chosen):
            raise forms.ValidationError(_("This is the password on the slip. Choose another."))
        return chosen
