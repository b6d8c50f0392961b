"""A browser's own description, made readable: « Firefox sur Windows ».

Only the family of browser and of device is said: enough to recognise one's own computer, not enough to follow it.
"""

BROWSERS = (  # the first word found wins: Edge and Opera also call themselves Chrome, Chrome also calls itself Safari
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
DEVICES = (
    ("iPhone", "un iPhone"),
    ("iPad", "un iPad"),
    ("Android", "un appareil Android"),
    ("CrOS", "un Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "un Mac"),
    ("Linux", "Linux"),
)


def wording(user_agent: str) -> str:
    """How a person would name this browser and device."""
    browser = next((name for word, name in BROWSERS if word in user_agent), "")
    device = next((name for word, name in DEVICES if word in user_agent), "")
    if browser and device:
        return f"{browser} sur {device}"
    return browser or (f"Navigateur sur {device}" if device else "Navigateur inconnu")
