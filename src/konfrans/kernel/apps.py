from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "konfrans.kernel"
    label = "kernel"
    verbose_name = "Kernel"

    def ready(self) -> None:
        """Register what the worker does for the kernel itself."""
        from konfrans.kernel import files, letters, once, registries, sweeping

        registries.sweeps.add("letters", letters.letters_send)
        registries.sweeps.add("sessions", sweeping.sessions_clear)
        registries.sweeps.add("files", files.files_clear)
        registries.sweeps.add("forms", once.forms_forget)
