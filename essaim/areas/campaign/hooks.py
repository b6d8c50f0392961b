"""What campaigns declare to the floors below, one section a noun: sentences of the trail, names of rows, figures."""

from essaim.areas.campaign import (
    answering_hooks,
    duties,
    held_hooks,
    kit_hooks,
    matching_hooks,
    registration_hooks,
    showcase_hooks,
)


def register() -> None:
    """Called once, when the area is ready."""
    registration_hooks.register()
    matching_hooks.register()
    showcase_hooks.register()
    held_hooks.register()
    kit_hooks.register()
    answering_hooks.register()
    duties.register()
