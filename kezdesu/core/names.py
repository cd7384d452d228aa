from collections.abc import Mapping


def name_fields(names: Mapping[str, str]) -> dict[str, str]:
    """{"kk": "Абай ауданы"} → {"name_kk": "Абай ауданы"}, as models.Named stores it."""
    return {f"name_{language}": name.strip() for language, name in names.items()}
