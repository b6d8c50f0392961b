"""The directory's part of the demonstration: schools and classes first, then organisations and those who hold seats."""

from essaim.commons.directory import demo_people, demo_schools


def load(*, seed: int, scale: float) -> dict[str, int]:
    """Everything, once; counts by kind of object."""
    return demo_schools.load(seed=seed, scale=scale) | demo_people.load(seed=seed, scale=scale)
