from dataclasses import dataclass
from typing import Any
@dataclass
class Evidence:
    facts: Any; rows: Any; decrees: Any; blocks: Any; lists: Any; headings: Any; verdict: Any; file_name: str
def find_oddities(e): return []
